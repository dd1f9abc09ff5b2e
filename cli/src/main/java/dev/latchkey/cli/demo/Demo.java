package dev.latchkey.cli.demo;

import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.cli.text.Table;
import dev.latchkey.domain.error.TokenException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Plays all scenes in order: the later ones need what the earlier ones put into the cache. */
public final class Demo {

  private static final List<Scene> SCENES =
      List.of(
          new FirstToken(),
          new SecondToken(),
          new HotCache(),
          new OtherTenant(),
          new ForcedRefresh(),
          new ManyCallers(),
          new StaleToken(),
          new FailingService(),
          new WrongSecret(),
          new GenericProvider(),
          new Certificate(),
          new RolledOver(),
          new AssertionFile(),
          new MutualTls());

  private Demo() {}

  /**
   * Plays.
   *
   * @param adapter name of the HTTP adapter
   * @param out gets the table
   * @param err gets progress
   * @return whether each scene ended as it should
   * @throws InterruptedException if the thread was interrupted
   */
  public static boolean play(String adapter, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    long begin = System.nanoTime();
    Table table = new Table(Set.of(2, 3), "SCENARIO", "SOURCE", "HTTP", "TIME", "OUTCOME");
    int good = 0;
    tell(err, "starting an identity provider in this process");
    try (Stage stage = new Stage(adapter)) {
      for (Scene scene : SCENES) {
        tell(err, scene.name());
        Outcome outcome = outcome(scene, stage);
        good += outcome.expected() ? 1 : 0;
        table.row(
            scene.name(),
            outcome.source(),
            "" + outcome.requests(),
            outcome.time(),
            outcome.verdict());
      }
    }
    out.println();
    table.lines().forEach(out::println);
    out.println();
    out.println(
        good
            + " of "
            + SCENES.size()
            + " as expected, in "
            + Duration.ofNanos(System.nanoTime() - begin).toMillis()
            + " ms");
    out.flush();
    return good == SCENES.size();
  }

  // One scene that fails does not keep the others from the table.
  private static Outcome outcome(Scene scene, Stage stage) throws InterruptedException {
    int before = stage.requests();
    long begin = System.nanoTime();
    try {
      return scene.play(stage);
    } catch (TokenException e) {
      return new Outcome(
          "-",
          stage.requests() - before,
          Duration.ofNanos(System.nanoTime() - begin),
          e.getClass().getSimpleName() + ", " + SafeLine.of(String.valueOf(e.getMessage())),
          false);
    }
  }

  private static void tell(PrintWriter err, String what) {
    err.println("demo: " + what);
    err.flush();
  }
}

package dev.latchkey.cli.demo;

import dev.latchkey.cli.text.Ink;
import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.cli.text.Screen;
import dev.latchkey.cli.text.Table;
import dev.latchkey.domain.error.TokenException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Plays all acts, and shows a table of each. */
public final class Demo {

  private Demo() {}

  /**
   * Plays.
   *
   * @param settings what to use
   * @param out gets the tables
   * @param err gets progress
   * @return whether each scene ended as it should
   * @throws InterruptedException if the thread was interrupted
   */
  public static boolean play(Settings settings, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    long begin = System.nanoTime();
    List<Act> acts = Act.all(settings.attended());
    tell(err, "starting an identity provider in this process");
    int good = 0;
    try (Stage stage = new Stage(settings)) {
      for (Act act : acts) {
        good += play(act, stage, out, err);
      }
    }
    int all = acts.stream().mapToInt(act -> act.scenes().size()).sum();
    long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    String sum = good + " of " + all + " as expected, in " + millis + " ms";
    out.println();
    out.println((good == all ? Ink.GOOD : Ink.BAD).on(out, sum));
    out.flush();
    return good == all;
  }

  private static int play(Act act, Stage stage, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    Table table = new Table(Set.of(2, 3), "SCENARIO", "SOURCE", "HTTP", "TIME", "OUTCOME");
    int good = 0;
    for (Scene scene : act.scenes()) {
      tell(err, scene.announcement());
      Outcome outcome = outcome(scene, stage);
      good += outcome.expected() ? 1 : 0;
      table.row(
          scene.name(),
          outcome.source(),
          "" + outcome.requests(),
          outcome.time(),
          outcome.verdict());
    }
    if (err instanceof Screen screen) {
      screen.clear();
    }
    out.println();
    out.println(Ink.HEADING.on(out, act.title()));
    out.println();
    table.lines(Screen.width(out)).forEach(line -> out.println(coloured(line, out)));
    out.flush();
    return good;
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

  private static String coloured(String line, PrintWriter out) {
    return line.contains(Outcome.UNEXPECTED) ? Ink.BAD.on(out, line) : line;
  }

  // The table says it all in the end: a screen shows only where the demonstration is.
  private static void tell(PrintWriter err, String what) {
    if (err instanceof Screen screen) {
      screen.show("demo: " + what);
    } else {
      err.println("demo: " + what);
      err.flush();
    }
  }
}

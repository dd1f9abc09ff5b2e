package dev.latchkey.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.runner.RunnerException;

/** Measures everything and writes the page about it. Started by scripts/benchmarks. */
public final class Report {

  private Report() {}

  /**
   * Measures and writes.
   *
   * @param arguments the folder to write to, and {@code --quick} for a first impression
   */
  public static void main(String[] arguments)
      throws RunnerException, InterruptedException, ExecutionException, IOException {
    Suite suite = List.of(arguments).contains("--quick") ? Suite.quick() : Suite.full();
    Path page = write(suite.run(), suite.describe(), Path.of(arguments[0]));
    System.out.println("written: " + page);
  }

  private static String plot(Holder holder) {
    return "images/" + holder.title() + "-token-hit.svg";
  }

  static Path write(Figures figures, String effort, Path folder) throws IOException {
    for (Holder holder : Holder.values()) {
      Path plot = folder.resolve(plot(holder));
      Files.createDirectories(plot.getParent());
      Files.writeString(plot, HitPlot.of(figures, holder));
    }
    Files.writeString(folder.resolve(StorePlot.HITS), StorePlot.ofHits(figures));
    Files.writeString(folder.resolve(StorePlot.SAVES), StorePlot.ofSaves(figures));
    return Files.writeString(
        folder.resolve("performance.md"), PerformancePage.of(figures, effort, Report::plot));
  }
}

package dev.latchkey.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Time of a hit, and of a refresh that is saved, by the number of people, for each way to keep. */
final class StorePlot {

  static final String HITS = "images/hit-with-store.svg";
  static final String SAVES = "images/save-by-cache-size.svg";

  // Told apart by those who do not see all colours, too.
  private static final Map<Keeping, String> COLOURS =
      Map.of(Keeping.PARTITIONS, "#0072b2", Keeping.FILE, "#009e73", Keeping.MSAL4J, "#d55e00");

  // Short enough to stand beside the end of a line.
  private static final Map<Keeping, String> NAMES =
      Map.of(
          Keeping.PARTITIONS,
          "Latchkey, partition",
          Keeping.FILE,
          "Latchkey, one file",
          Keeping.MSAL4J,
          "MSAL4J, whole text");

  private StorePlot() {}

  static String ofHits(Figures figures) {
    return of(figures, "Time of a hit with a store behind the memory", Figure::storedHit);
  }

  static String ofSaves(Figures figures) {
    return of(
        figures,
        "Time of a refresh and its save: the partition, the file, the text",
        Figure::storedRefresh);
  }

  private static String of(
      Figures figures, String title, BiFunction<Keeping, Integer, Figure> figure) {
    LogPlot plot = new LogPlot(title, "accounts in the cache");
    for (Keeping way : Keeping.values()) {
      plot.add(
          NAMES.getOrDefault(way, way.title()),
          COLOURS.getOrDefault(way, "#000000"),
          false,
          points(figures, size -> figure.apply(way, size)));
    }
    return plot.svg();
  }

  private static List<LogPlot.Point> points(Figures figures, IntFunction<Figure> figure) {
    return Arrays.stream(figures.sizes("storedHit"))
        .boxed()
        .flatMap(
            size ->
                figures.cost(figure.apply(size)).stream()
                    .map(cost -> new LogPlot.Point(size, cost.nanos())))
        .toList();
  }
}

package dev.latchkey.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Time of a hit by the size of the cache, for everybody. */
final class HitPlot {

  // Told apart by those who do not see all colours, too.
  private static final Map<Library, String> COLOURS =
      Map.of(Library.FLOOR, "#666666", Library.LATCHKEY, "#0072b2", Library.MSAL4J, "#d55e00");

  private HitPlot() {}

  static String of(Figures figures, Holder holder) {
    LogPlot plot =
        new LogPlot(
            "Time of a hit, 16 hot " + holder.unit() + " (dashed: random ones)",
            holder.unit() + " in the cache");
    for (Library library : Library.values()) {
      String colour = COLOURS.getOrDefault(library, "#000000");
      plot.add(library.title(), colour, false, points(figures, holder.hot(), library));
      plot.add("", colour, true, points(figures, holder.random(), library));
    }
    return plot.svg();
  }

  private static List<LogPlot.Point> points(Figures figures, String benchmark, Library library) {
    return Arrays.stream(figures.sizes(benchmark))
        .boxed()
        .flatMap(
            size ->
                figures.cost(new Figure(benchmark, library.name(), size, 1)).stream()
                    .map(cost -> new LogPlot.Point(size, cost.nanos())))
        .toList();
  }
}

package dev.latchkey.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Time of a hit by the size of the cache, for everybody. */
final class HitPlot {

  // Told apart by those who do not see all colours, too.
  private static final Map<Library, String> COLOURS =
      Map.of(Library.FLOOR, "#666666", Library.LATCHKEY, "#0072b2", Library.MSAL4J, "#d55e00");

  private HitPlot() {}

  static String of(Figures figures) {
    LogPlot plot =
        new LogPlot("Time of a hit, 16 hot tokens (dashed: random tokens)", "tokens in the cache");
    for (Library library : Library.values()) {
      String colour = COLOURS.getOrDefault(library, "#000000");
      plot.add(library.title(), colour, false, points(figures, size -> Figure.hot(library, size)));
      plot.add("", colour, true, points(figures, size -> Figure.random(library, size)));
    }
    return plot.svg();
  }

  private static List<LogPlot.Point> points(Figures figures, IntFunction<Figure> figure) {
    return Arrays.stream(figures.sizes())
        .boxed()
        .flatMap(
            size ->
                figures.cost(figure.apply(size)).stream()
                    .map(cost -> new LogPlot.Point(size, cost.nanos())))
        .toList();
  }
}

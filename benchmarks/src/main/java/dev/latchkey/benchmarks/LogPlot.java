package dev.latchkey.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small line plot, both axes logarithmic, as SVG. */
final class LogPlot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 80;
  private static final int RIGHT = 150;
  private static final int TOP = 48;
  private static final int BOTTOM = 56;

  private final String title;
  private final String xTitle;
  private final List<Series> lines = new ArrayList<>();

  LogPlot(String title, String xTitle) {
    this.title = title;
    this.xTitle = xTitle;
  }

  /**
   * Adds a line.
   *
   * @param name written at its end
   * @param colour of the line
   * @param dashed whether it is dashed
   * @param points from left to right
   */
  void add(String name, String colour, boolean dashed, List<Point> points) {
    if (!points.isEmpty()) {
      lines.add(new Series(name, colour, dashed, List.copyOf(points)));
    }
  }

  String svg() {
    Axis x = axis(Point::x, LEFT, WIDTH - RIGHT);
    Axis y = axis(Point::y, HEIGHT - BOTTOM, TOP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n<title>%s</title>%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
            WIDTH,
            HEIGHT,
            title));
    svg.append(label(LEFT, 26, "start", "#1a1a1a", title));
    for (double tick : y.ticks()) {
      svg.append(rule(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
      svg.append(label(LEFT - 8, y.at(tick) + 4, "end", "#555555", Text.time(tick)));
    }
    for (double tick : x.ticks()) {
      svg.append(rule(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM));
      String count = Text.count(Math.round(tick));
      svg.append(label(x.at(tick), HEIGHT - BOTTOM + 20, "middle", "#555555", count));
    }
    svg.append(label((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", "#1a1a1a", xTitle));
    lines.forEach(line -> svg.append(line.svg(x, y)));
    return svg.append("</svg>\n").toString();
  }

  private Axis axis(ToDoubleFunction<Point> value, int start, int end) {
    double[] logs =
        lines.stream()
            .flatMap(line -> line.points.stream())
            .mapToDouble(point -> Math.log10(value.applyAsDouble(point)))
            .toArray();
    double least = Arrays.stream(logs).min().orElse(0);
    double most = Arrays.stream(logs).max().orElse(1);
    return new Axis(
        (int) Math.floor(least),
        Math.max((int) Math.floor(least) + 1, (int) Math.ceil(most)),
        start,
        end);
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private static String label(double x, double y, String anchor, String colour, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
        x,
        y,
        anchor,
        colour,
        words);
  }

  /**
   * A point, before it is drawn.
   *
   * @param x more than zero
   * @param y more than zero
   */
  record Point(double x, double y) {}

  private record Axis(int leastPower, int mostPower, int start, int end) {
    double at(double value) {
      double part = (Math.log10(value) - leastPower) / (mostPower - leastPower);
      return start + part * (end - start);
    }

    List<Double> ticks() {
      return IntStream.rangeClosed(leastPower, mostPower)
          .mapToObj(power -> Math.pow(10, power))
          .toList();
    }
  }

  private record Series(String name, String colour, boolean dashed, List<Point> points) {
    String svg(Axis x, Axis y) {
      String path =
          points.stream()
              .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(point.x), y.at(point.y)))
              .collect(Collectors.joining(" "));
      StringBuilder svg = new StringBuilder();
      svg.append(
          String.format(
              Locale.ROOT,
              "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"%s/>%n",
              path,
              colour,
              dashed ? " stroke-dasharray=\"6 5\"" : ""));
      for (Point point : points) {
        svg.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                x.at(point.x),
                y.at(point.y),
                colour));
      }
      Point last = points.get(points.size() - 1);
      return svg.append(label(x.at(last.x) + 10, y.at(last.y) + 4, "start", colour, name))
          .toString();
    }
  }
}

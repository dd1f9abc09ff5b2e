package dev.latchkey.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Everything that one run has measured. */
final class Figures {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private final Map<Figure, Cost> costs = new LinkedHashMap<>();
  private final List<SingleFlightMeasurement.Outcome> flights = new ArrayList<>();

  void add(Collection<RunResult> results) {
    for (RunResult result : results) {
      costs.put(figure(result.getParams()), new Cost(median(result), bytes(result)));
    }
  }

  void add(Figure figure, Cost cost) {
    costs.put(figure, cost);
  }

  /** Adds what a process printed: a subject, nanoseconds and bytes in each line. */
  void add(String measurement, List<String[]> lines) {
    for (String[] line : lines) {
      add(
          Figure.of(measurement, line[0]),
          new Cost(Double.parseDouble(line[1]), Double.parseDouble(line[2])));
    }
  }

  void add(SingleFlightMeasurement.Outcome outcome) {
    flights.add(outcome);
  }

  private static Figure figure(BenchmarkParams params) {
    String name = params.getBenchmark();
    String cached = params.getParam("cached");
    return new Figure(
        name.substring(name.lastIndexOf('.') + 1),
        subject(params),
        cached == null ? 0 : Integer.parseInt(cached),
        params.getThreads());
  }

  private static String subject(BenchmarkParams params) {
    return Stream.of("library", "way", "algorithm")
        .map(params::getParam)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  // The mean would carry whatever else the machine did in one bad second.
  private static double median(RunResult result) {
    double[] scores =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    return (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2;
  }

  private static double bytes(RunResult result) {
    Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    return allocation == null ? Double.NaN : allocation.getScore();
  }

  Optional<Cost> cost(Figure figure) {
    return Optional.ofNullable(costs.get(figure));
  }

  /** How many times as long one takes as the other; empty if either was not measured. */
  OptionalDouble ratio(Figure one, Figure other) {
    return costs.containsKey(one) && costs.containsKey(other)
        ? OptionalDouble.of(costs.get(one).nanos() / costs.get(other).nanos())
        : OptionalDouble.empty();
  }

  /** How much longer one takes than the other, in nanoseconds; empty if either is missing. */
  OptionalDouble added(Figure one, Figure other) {
    return costs.containsKey(one) && costs.containsKey(other)
        ? OptionalDouble.of(costs.get(one).nanos() - costs.get(other).nanos())
        : OptionalDouble.empty();
  }

  /** How many times as many bytes the one takes; empty if either was not measured. */
  OptionalDouble bytesRatio(Figure one, Figure other) {
    return costs.containsKey(one) && costs.containsKey(other)
        ? OptionalDouble.of(costs.get(one).bytes() / costs.get(other).bytes())
        : OptionalDouble.empty();
  }

  List<SingleFlightMeasurement.Outcome> flights() {
    return List.copyOf(flights);
  }

  /** The sizes of cache at which a benchmark ran, smallest first. */
  int[] sizes(String benchmark) {
    return costs.keySet().stream()
        .filter(figure -> figure.benchmark().equals(benchmark))
        .mapToInt(Figure::cached)
        .distinct()
        .sorted()
        .toArray();
  }

  IntStream sizesAbove(int least, String benchmark) {
    return IntStream.of(sizes(benchmark)).filter(size -> size > least);
  }

  List<String> ways() {
    return costs.keySet().stream()
        .filter(figure -> figure.benchmark().equals("exchange"))
        .map(Figure::subject)
        .toList();
  }
}

package dev.latchkey.benchmarks;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What is measured, at which sizes, and how long. */
final class Suite {

  // For each round of the others: a block of exchanges takes under 10 ms.
  private static final int WARM_BLOCKS = 80;
  private static final int BLOCKS = 40;

  private final Effort effort;
  private final int[] sizes;

  private Suite(Effort effort, int... sizes) {
    this.effort = effort;
    this.sizes = sizes;
  }

  static Suite full() {
    return new Suite(new Effort(2, 5, 5, 1_000, 5, 100), 1, 100, 10_000, 100_000);
  }

  static Suite quick() {
    return new Suite(new Effort(1, 4, 3, 400, 3, 50), 1, 10_000);
  }

  /** Runs everything once, in this process, to see that it runs. */
  static Suite smoke() {
    return new Suite(new Effort(0, 0, 1, 1, 1, 1), 1, 100);
  }

  Figures run() throws RunnerException, InterruptedException, ExecutionException, IOException {
    Figures figures = new Figures();
    List<Integer> several = IntStream.of(sizes).boxed().filter(size -> size > 1).toList();
    // Beside one token, the largest cache that MSAL4J gets through in the time there is.
    int large = Math.min(10_000, sizes[sizes.length - 1]);
    for (Holder holder : Holder.values()) {
      List<Integer> all = IntStream.of(sizes).boxed().toList();
      List<Integer> shared = holder == Holder.APP ? List.of(1, large) : List.of(large);
      figures.add(run(hits(holder, holder.hot(), 1, all)));
      figures.add(run(hits(holder, holder.random(), 1, several)));
      figures.add(run(hits(holder, holder.hot(), 2, shared)));
      figures.add(run(hits(holder, holder.hot(), 32, shared)));
    }
    figures.add(run(people("accounts", List.of(large))));
    figures.add(run(settled(people("refresh", List.of(1, large)))));
    figures.add(run(settled(options(MissBenchmark.class, "(secret|certificate)", 1))));
    figures.add(run(bound()));
    new TransportMeasurement(ways())
        .measureOnOneCore(effort.times(WARM_BLOCKS), effort.times(BLOCKS))
        .forEach((way, cost) -> figures.add(Figure.exchange(way), cost));
    figures.add(run(stored("storedHit", several)));
    figures.add(run(stored("storedRefresh", several)));
    ownProcesses(figures, large);
    for (int callers : new int[] {32, 1_000}) {
      for (Library library : List.of(Library.LATCHKEY, Library.MSAL4J)) {
        figures.add(
            new SingleFlightMeasurement(library, callers, Duration.ofMillis(effort.latencyMillis))
                .measure(effort.rounds));
      }
    }
    return figures;
  }

  private void ownProcesses(Figures figures, int people) throws IOException, InterruptedException {
    int rounds = effort.rounds;
    figures.add(
        "whole", OwnProcess.lines("3g", WholeCacheMeasurement.class, people, rounds, rounds));
    for (Library library : List.of(Library.LATCHKEY, Library.MSAL4J)) {
      for (String[] line : OwnProcess.lines("1g", HeapMeasurement.class, library, people)) {
        String subject = line[0].equals("heap") ? library.name() : line[0];
        figures.add(Figure.of("heap", subject), new Cost(0, Double.parseDouble(line[2])));
      }
    }
    figures.add(
        "durable",
        OwnProcess.lines("256m", DurableMeasurement.class, effort.times(60), effort.times(10)));
    figures.add(
        "hazelcast",
        OwnProcess.lines("512m", HazelcastMeasurement.class, effort.times(60), effort.times(20)));
    new ColdStartMeasurement(effort.times(3))
        .measure()
        .forEach(
            (name, start) ->
                figures.add(Figure.of("cold", name), new Cost(start.time().toNanos(), Double.NaN)));
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  private ChainedOptionsBuilder hits(
      Holder holder, String method, int threads, List<Integer> cached) {
    ChainedOptionsBuilder options =
        options(HitBenchmark.class, method, threads).param("cached", texts(cached));
    // One JVM is enough for the second time that the same code runs.
    return holder == Holder.APP ? options : withPeople(options);
  }

  private ChainedOptionsBuilder people(String method, List<Integer> cached) {
    return withPeople(options(PeopleBenchmark.class, method, 1).param("cached", texts(cached)));
  }

  // A miss goes through all of a library, and two cores take long to compile that.
  private ChainedOptionsBuilder settled(ChainedOptionsBuilder options) {
    return options.warmupIterations(effort.warmups * 3);
  }

  private ChainedOptionsBuilder stored(String method, List<Integer> several) {
    List<Integer> cached = new ArrayList<>(List.of(1));
    several.stream().filter(size -> size <= 10_000).forEach(cached::add);
    // Whole texts take a second each, which is enough to tell them from partitions.
    return withPeople(
        options(StoredBenchmark.class, method, 1)
            .param("cached", texts(cached))
            .warmupIterations(Math.min(3, effort.warmups))
            .measurementIterations(Math.min(3, effort.iterations)));
  }

  // A hit and a signature are far enough apart to be told by a few measurements.
  private ChainedOptionsBuilder bound() {
    return options(BoundBenchmark.class, "(boundHit|boundRequest)", 1)
        .param("algorithm", SigningAlgorithm.PS256.name(), SigningAlgorithm.ES256.name())
        .forks(Math.min(1, effort.forks))
        .warmupIterations(Math.min(3, effort.warmups))
        .measurementIterations(Math.min(3, effort.iterations));
  }

  // A person has an ID token and a refresh token as well, so that 100,000 fill more than a heap of
  // 1 GiB.
  private ChainedOptionsBuilder withPeople(ChainedOptionsBuilder options) {
    return options.forks(Math.min(1, effort.forks)).jvmArgs("-Xms2g", "-Xmx2g");
  }

  private static String[] texts(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).toArray(String[]::new);
  }

  private static List<String> ways() {
    List<String> ways = new ArrayList<>(List.of(RawSocket.NAME, JdkClient.NAME));
    ways.addAll(AdapterRoundTrip.names());
    return ways;
  }

  private ChainedOptionsBuilder options(Class<?> benchmark, String method, int threads) {
    // Threads that outnumber the cores take longer to settle.
    int warmups = threads > 2 ? effort.warmups * 2 : effort.warmups;
    return new OptionsBuilder()
        .include(benchmark.getName() + "." + method + "$")
        .threads(threads)
        .forks(threads == 1 ? effort.forks : Math.min(1, effort.forks))
        .warmupIterations(warmups)
        .warmupTime(TimeValue.milliseconds(effort.iterationMillis))
        .measurementIterations(effort.iterations)
        .measurementTime(TimeValue.milliseconds(effort.iterationMillis))
        .jvmArgs("-Xms1g", "-Xmx1g")
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(effort.forks == 0 ? VerboseMode.SILENT : VerboseMode.NORMAL);
  }

  /** What is measured, in words. */
  String describe() {
    return Stream.of(
            "in JVMs of their own: "
                + effort.forks
                + " for figures of app tokens with one thread, else 1",
            effort.warmups
                + " warm-ups and "
                + effort.iterations
                + " measurements in each, twice the warm-ups for 32 threads and three times for"
                + " tokens that are asked for",
            effort.iterationMillis + " ms each, the median counts",
            "heap 1 GiB, with people 2 GiB",
            "ways to send take turns in one JVM, "
                + effort.rounds * BLOCKS
                + " blocks each, the middle one counts")
        .reduce((one, other) -> one + "; " + other)
        .orElseThrow();
  }

  private record Effort(
      int forks, int warmups, int iterations, int iterationMillis, int rounds, int latencyMillis) {

    /** {@return how often, where each round is so many; once where it is only to be seen to run} */
    int times(int perRound) {
      return forks == 0 ? 1 : rounds * perRound;
    }
  }
}

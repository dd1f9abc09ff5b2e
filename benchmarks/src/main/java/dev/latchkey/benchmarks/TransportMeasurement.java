package dev.latchkey.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token request over a kept connection to this machine: what HTTP adds to the kernel.
 *
 * <p>Most of such a round trip is the kernel waking threads, and whether it does so on one core or
 * across two changes from second to second. So the ways take turns in one JVM, a block of exchanges
 * each, and the blocks in the middle are compared; forks of JMH would each meet another mood.
 */
final class TransportMeasurement {

  private static final int EXCHANGES = 100;

  private final List<String> ways;

  TransportMeasurement(List<String> ways) {
    this.ways = List.copyOf(ways);
  }

  /**
   * Measures.
   *
   * @param warmups how many blocks each way sends that do not count
   * @param rounds how many that do
   * @return for each way the block in the middle, and what it allocated on the caller's thread, for
   *     one exchange
   */
  Map<String, Cost> measure(int warmups, int rounds) throws IOException, InterruptedException {
    List<Series> all = new ArrayList<>();
    try (LoopbackServer server = new LoopbackServer()) {
      for (String way : ways) {
        all.add(new Series(RoundTrip.open(way, server.uri())));
      }
      for (int round = -warmups; round < rounds; round++) {
        for (Series series : all) {
          series.block(round >= 0);
        }
      }
    } finally {
      for (Series series : all) {
        series.roundTrip.close();
      }
    }
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (int i = 0; i < ways.size(); i++) {
      costs.put(ways.get(i), all.get(i).cost());
    }
    return costs;
  }

  /**
   * Measures in a process of its own that is kept on one core, where the machine can do that.
   * Otherwise the kernel may leave one way's two threads on one core and another's on two, for the
   * whole measurement, which is a factor of three.
   */
  Map<String, Cost> measureOnOneCore(int warmups, int rounds)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "taskset",
                "--cpu-list",
                "0",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TransportMeasurement.class.getName(),
                Integer.toString(warmups),
                Integer.toString(rounds)));
    command.addAll(ways);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    } catch (IOException e) {
      System.err.println("without taskset, the exchanges are measured on any core: " + e);
      return measure(warmups, rounds);
    }
    Map<String, Cost> costs = new LinkedHashMap<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        costs.put(words[0], new Cost(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
      }
    }
    if (process.waitFor() != 0 || costs.size() != ways.size()) {
      throw new IOException("the measurement of the transports failed; see above");
    }
    return costs;
  }

  /** Measures, and prints a line for each way: its name, nanoseconds, bytes. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    new TransportMeasurement(words.subList(2, words.size()))
        .measure(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)))
        .forEach((way, cost) -> System.out.println(way + " " + cost.nanos() + " " + cost.bytes()));
  }

  private static final class Series {

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RoundTrip roundTrip;
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();

    Series(RoundTrip roundTrip) {
      this.roundTrip = roundTrip;
    }

    void block(boolean counts) throws IOException, InterruptedException {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      for (int i = 0; i < EXCHANGES; i++) {
        int body = roundTrip.exchange();
        if (body != LoopbackServer.BODY_BYTES) {
          throw new IllegalStateException("the answer had " + body + " bytes");
        }
      }
      if (counts) {
        nanos.add(System.nanoTime() - start);
        bytes.add(threads.getCurrentThreadAllocatedBytes() - allocated);
      }
    }

    Cost cost() {
      return new Cost(middle(nanos), middle(bytes));
    }

    private static double middle(List<Long> blocks) {
      long[] sorted = blocks.stream().mapToLong(Long::longValue).sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0 / EXCHANGES;
    }
  }
}

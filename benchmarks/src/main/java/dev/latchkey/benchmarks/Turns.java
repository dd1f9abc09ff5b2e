package dev.latchkey.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Things that take turns, so that a bad second of the machine meets all of them. What counts is the
 * turn in the middle.
 */
final class Turns {

  private final ThreadMXBean threads =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);
  private final Map<String, Way> ways = new LinkedHashMap<>();

  /**
   * Adds a thing.
   *
   * @param name its name, one word
   * @param times how often it is done in one turn
   * @param prepare what is done before each time and does not count
   * @param work the thing itself
   */
  Turns add(String name, int times, Step prepare, Step work) {
    ways.put(name, new Way(times, 1, prepare, work));
    return this;
  }

  /**
   * Adds a thing that takes no longer than a look at the clock.
   *
   * @param name its name, one word
   * @param times how often it is done in one turn, between two looks at the clock
   * @param work the thing itself
   */
  Turns addSmall(String name, int times, Step work) {
    ways.put(name, new Way(1, times, () -> {}, work));
    return this;
  }

  /** Takes turns, and prints a line for each thing: its name, nanoseconds, bytes of its thread. */
  void print(int warmups, int rounds) throws Exception {
    for (int round = -warmups; round < rounds; round++) {
      for (Way way : ways.values()) {
        turn(way, round >= 0);
      }
    }
    ways.forEach(
        (name, way) ->
            System.out.println(name + " " + way.middle(way.nanos) + " " + way.middle(way.bytes)));
  }

  private void turn(Way way, boolean counts) throws Exception {
    long nanos = 0;
    long bytes = 0;
    for (int i = 0; i < way.times; i++) {
      way.prepare.run();
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      for (int j = 0; j < way.together; j++) {
        way.work.run();
      }
      nanos += System.nanoTime() - start;
      bytes += threads.getCurrentThreadAllocatedBytes() - allocated;
    }
    if (counts) {
      way.nanos.add(nanos);
      way.bytes.add(bytes);
    }
  }

  /** What takes part in a turn. */
  interface Step {
    void run() throws Exception;
  }

  private static final class Way {
    private final int times;
    private final int together;
    private final Step prepare;
    private final Step work;
    private final List<Long> nanos = new ArrayList<>();
    private final List<Long> bytes = new ArrayList<>();

    Way(int times, int together, Step prepare, Step work) {
      this.times = times;
      this.together = together;
      this.prepare = prepare;
      this.work = work;
    }

    double middle(List<Long> turns) {
      long[] sorted = turns.stream().mapToLong(Long::longValue).sorted().toArray();
      return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0 / times / together;
    }
  }
}

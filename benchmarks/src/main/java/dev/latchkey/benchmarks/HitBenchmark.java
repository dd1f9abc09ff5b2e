package dev.latchkey.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** App tokens that are in the cache. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {

  /** The cache under test. Libraries come last, so that those compared run one after the other. */
  @State(Scope.Benchmark)
  public static class Cache {

    /** How many tokens it holds. */
    @Param({"1", "100", "10000", "100000"})
    public int cached;

    /** Whose it is. */
    @Param public Library library = Library.FLOOR;

    private TokenLibrary opened = new FloorLibrary(0);

    /** Fills it. */
    @Setup
    public void fill() {
      opened = library.open(InProcessEndpoint.withoutLatency(), cached);
      opened.fill(cached);
      // A cache that has lived for a while is not young any more.
      System.gc();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened.close();
    }

    String checked(int request) {
      return TokenText.checked(opened.get(request), request);
    }
  }

  /** What one thread asks for. */
  @State(Scope.Thread)
  public static class Wishes {

    private static final int HOT = 16;
    private static final int STRIDE = 7_919;

    private final int[] hot = new int[HOT];
    private int cursor;
    private long random = System.nanoTime() | 1;
    private int tokens = 1;

    /**
     * Spreads the hot keys over the cache.
     *
     * @param cache the cache
     */
    @Setup
    public void spread(Cache cache) {
      tokens = cache.cached;
      for (int i = 0; i < HOT; i++) {
        hot[i] = i * STRIDE % tokens;
      }
    }

    int nextHot() {
      return hot[cursor++ & HOT - 1];
    }

    // Xorshift: the numbers have to be uneven, and cost little beside what is measured.
    int nextRandom() {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      return (int) ((random >>> 33) * tokens >>> 31);
    }
  }

  /**
   * The same 16 tokens over and over, whatever else the cache holds.
   *
   * @param cache the cache
   * @param wishes what is asked for
   * @return the token
   */
  @Benchmark
  public String hot(Cache cache, Wishes wishes) {
    return cache.checked(wishes.nextHot());
  }

  /**
   * Any token, so that memory is cold in a large cache.
   *
   * @param cache the cache
   * @param wishes what is asked for
   * @return the token
   */
  @Benchmark
  public String random(Cache cache, Wishes wishes) {
    return cache.checked(wishes.nextRandom());
  }
}

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

/** Tokens that are in the cache. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HitBenchmark {

  /** The cache under test. Libraries come last, so that those compared run one after the other. */
  @State(Scope.Benchmark)
  public abstract static class Cache {

    /** How many tokens it holds. */
    @Param({"1", "100", "10000", "100000"})
    public int cached;

    /** Whose it is. */
    @Param public Library library = Library.FLOOR;

    private TokenLibrary opened = FloorLibrary.ofApps(0);

    abstract TokenLibrary open(InProcessEndpoint endpoint);

    /** Fills it. */
    @Setup
    public void fill() {
      opened = open(InProcessEndpoint.withoutLatency());
      opened.fill(cached);
      // A cache that has lived for a while is not young any more.
      System.gc();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened.close();
    }

    String hot(Wishes wishes) {
      return checked(wishes.nextHot(cached));
    }

    String random(Wishes wishes) {
      return checked(wishes.nextRandom(cached));
    }

    private String checked(int request) {
      return TokenText.checked(opened.get(request), request);
    }
  }

  /** Tokens of an application itself. */
  public static class AppTokens extends Cache {

    @Override
    TokenLibrary open(InProcessEndpoint endpoint) {
      return library.open(endpoint, cached);
    }
  }

  /** Tokens of people, one for each. */
  public static class UserTokens extends Cache {

    @Override
    TokenLibrary open(InProcessEndpoint endpoint) {
      return library.openForPeople(endpoint, cached);
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
    private int tokens;

    int nextHot(int cached) {
      if (tokens != cached) {
        spread(cached);
      }
      return hot[cursor++ & HOT - 1];
    }

    private void spread(int cached) {
      tokens = cached;
      for (int i = 0; i < HOT; i++) {
        hot[i] = i * STRIDE % cached;
      }
    }

    // Xorshift: the numbers have to be uneven, and cost little beside what is measured.
    int nextRandom(int cached) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      return (int) ((random >>> 33) * cached >>> 31);
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
  public String hot(AppTokens cache, Wishes wishes) {
    return cache.hot(wishes);
  }

  /**
   * Any token, so that memory is cold in a large cache.
   *
   * @param cache the cache
   * @param wishes what is asked for
   * @return the token
   */
  @Benchmark
  public String random(AppTokens cache, Wishes wishes) {
    return cache.random(wishes);
  }

  /**
   * The tokens of the same 16 people over and over, whoever else has signed in.
   *
   * @param cache the cache
   * @param wishes who is asked for
   * @return the token
   */
  @Benchmark
  public String userHot(UserTokens cache, Wishes wishes) {
    return cache.hot(wishes);
  }

  /**
   * The token of anybody, so that memory is cold in a large cache.
   *
   * @param cache the cache
   * @param wishes who is asked for
   * @return the token
   */
  @Benchmark
  public String userRandom(UserTokens cache, Wishes wishes) {
    return cache.random(wishes);
  }
}

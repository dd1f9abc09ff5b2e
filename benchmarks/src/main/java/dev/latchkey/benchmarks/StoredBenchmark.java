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

/** Tokens of people that are kept outside the memory of the client, too. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoredBenchmark {

  /** People whose tokens are kept. */
  @State(Scope.Benchmark)
  public static class Kept {

    /** How many. */
    @Param({"1", "100", "10000"})
    public int cached;

    /** How. */
    @Param public Keeping way = Keeping.PARTITIONS;

    private PeopleLibrary opened = Library.FLOOR.openForPeople(endpoint(), 0);
    private int cursor;

    private static InProcessEndpoint endpoint() {
      return InProcessEndpoint.withoutLatency();
    }

    /** Signs them in. */
    @Setup
    public void open() {
      opened = way.open(endpoint(), cached);
      System.gc();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened.close();
    }

    int next() {
      return cursor++ % Math.min(cached, Layout.TENANTS);
    }
  }

  /**
   * The tokens of the same 16 people over and over.
   *
   * @param kept the cache
   * @param wishes who is asked for
   * @return the token
   */
  @Benchmark
  public String storedHit(Kept kept, HitBenchmark.Wishes wishes) {
    int person = wishes.nextHot(kept.cached);
    return TokenText.checked(kept.opened.get(person), person);
  }

  /**
   * A token from the endpoint in place of the one in the cache, and its way to the store.
   *
   * @param kept the cache
   * @return the token
   */
  @Benchmark
  public String storedRefresh(Kept kept) {
    int person = kept.next();
    return TokenText.checked(kept.opened.renew(person), person);
  }
}

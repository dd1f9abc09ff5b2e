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

/** What is asked about people beside their tokens. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PeopleBenchmark {

  /** A library in which people have signed in. */
  @State(Scope.Benchmark)
  public static class SignedIn {

    /** How many. */
    @Param({"1", "10000"})
    public int cached;

    /** Who is measured; the floor sends nothing and lists nobody. */
    @Param({"LATCHKEY", "MSAL4J"})
    public Library library = Library.LATCHKEY;

    private PeopleLibrary opened = Library.LATCHKEY.openForPeople(endpoint(), 0);
    private int cursor;

    private static InProcessEndpoint endpoint() {
      return InProcessEndpoint.withoutLatency();
    }

    /** Signs them in. */
    @Setup
    public void signIn() {
      opened.close();
      opened = library.openForPeople(endpoint(), cached);
      opened.fill(cached);
      System.gc();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened.close();
    }

    String next() {
      int person = cursor++ % Math.min(cached, Layout.TENANTS);
      return TokenText.checked(opened.renew(person), person);
    }
  }

  /**
   * Everybody who has signed in.
   *
   * @param people who that is
   * @return how many
   */
  @Benchmark
  public int accounts(SignedIn people) {
    int listed = people.opened.accounts();
    if (listed != people.cached) {
      throw new IllegalStateException(listed + " accounts and not " + people.cached);
    }
    return listed;
  }

  /**
   * A token from the endpoint in place of the one in the cache, by refresh token.
   *
   * @param people for one of them
   * @return the token
   */
  @Benchmark
  public String refresh(SignedIn people) {
    return people.next();
  }
}

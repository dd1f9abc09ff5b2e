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

/** App tokens that have to be asked for, with a secret: what a library adds to the network. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class MissBenchmark {

  /** Who is measured; the floor sends nothing. */
  @Param({"LATCHKEY", "MSAL4J"})
  public Library library = Library.LATCHKEY;

  private TokenLibrary opened = new FloorLibrary(0);
  private int cursor;

  /** Opens the library and lets it learn its authorities. */
  @Setup
  public void open() {
    opened = library.open(InProcessEndpoint.withoutLatency(), Layout.TENANTS);
    opened.fill(Layout.TENANTS);
  }

  /** Closes it. */
  @TearDown
  public void close() {
    opened.close();
  }

  /**
   * A token from the endpoint in place of the one in the cache.
   *
   * @return the token
   */
  @Benchmark
  public String secret() {
    int request = cursor++ % Layout.TENANTS;
    return TokenText.checked(opened.renew(request), request);
  }
}

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

/** App tokens that have to be asked for: what a library adds to the network. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MissBenchmark {

  /** A library that is open and knows its authorities. */
  @State(Scope.Benchmark)
  public static class Asking {

    /** Who is measured; the floor sends nothing. */
    @Param({"LATCHKEY", "MSAL4J"})
    public Library library = Library.LATCHKEY;

    private TokenLibrary opened = FloorLibrary.ofApps(0);
    private int cursor;

    void open(Identity identity) {
      opened = library.open(InProcessEndpoint.withoutLatency(), Layout.TENANTS, identity);
      opened.fill(Layout.TENANTS);
    }

    String next() {
      int request = cursor++ % Layout.TENANTS;
      return TokenText.checked(opened.renew(request), request);
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened.close();
    }
  }

  /** Asks with a secret. */
  public static class WithSecret extends Asking {

    /** Opens the library. */
    @Setup
    public void open() {
      open(Identity.SECRET);
    }
  }

  /** Asks with a certificate. */
  public static class WithCertificate extends Asking {

    /** Opens the library. */
    @Setup
    public void open() {
      open(Identity.CERTIFICATE);
    }
  }

  /**
   * A token from the endpoint in place of the one in the cache.
   *
   * @param asking who asks
   * @return the token
   */
  @Benchmark
  public String secret(WithSecret asking) {
    return asking.next();
  }

  /**
   * A token from the endpoint in place of the one in the cache.
   *
   * @param asking who asks
   * @return the token
   */
  @Benchmark
  public String certificate(WithCertificate asking) {
    return asking.next();
  }
}

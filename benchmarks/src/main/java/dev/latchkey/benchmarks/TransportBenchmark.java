package dev.latchkey.benchmarks;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A token request over a kept connection to this machine: what HTTP adds to the kernel. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class TransportBenchmark {

  /** Who sends; the runner adds the adapters that it finds. */
  @Param({RawSocket.NAME, JdkClient.NAME})
  public String way = RawSocket.NAME;

  private @Nullable LoopbackServer server;
  private @Nullable RoundTrip roundTrip;

  /** Starts the server and connects. */
  @Setup
  public void connect() throws IOException {
    server = new LoopbackServer();
    roundTrip = RoundTrip.open(way, server.uri());
  }

  /** Hangs up. */
  @TearDown
  public void hangUp() throws IOException {
    Objects.requireNonNull(roundTrip).close();
    Objects.requireNonNull(server).close();
  }

  /**
   * One request and its answer.
   *
   * @return the bytes of the body
   */
  @Benchmark
  public int exchange() throws IOException, InterruptedException {
    int bytes = Objects.requireNonNull(roundTrip).exchange();
    if (bytes != LoopbackServer.BODY_BYTES) {
      throw new IllegalStateException("the answer had " + bytes + " bytes");
    }
    return bytes;
  }
}

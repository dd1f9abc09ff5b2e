package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExamplesTest {

  @Test
  void daemonGetsItsTokenOnceAnHourAndOutlivesAnOutage() {
    List<String> lines = output(() -> Daemon.main(new String[0]));

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("first call").contains("IDENTITY_PROVIDER 2 HTTP");
    assertThat(lines.get(1)).startsWith("second call").contains("CACHE");
    assertThat(lines.get(2)).startsWith("two hours later").contains("IDENTITY_PROVIDER 1 HTTP");
    assertThat(lines.get(3)).contains("ServiceException", "try again in 120 s");
    assertThat(lines.get(4)).startsWith("next round").contains("IDENTITY_PROVIDER");
  }

  @Test
  void customHttpStackGetsAToken() {
    assertThat(output(() -> CustomHttpStack.main(new String[0])))
        .containsExactly("Bearer token from IDENTITY_PROVIDER after 2 HTTP requests");
  }

  @Test
  void customHttpStackGivesUpOnBodiesThatAreTooLarge() {
    assertThat(failureOf(Fault.hugeBody(10L << 20), Duration.ofSeconds(20)))
        .isEqualTo(TransportException.Reason.TOO_LARGE);
  }

  @Test
  void customHttpStackEndsADrippedBodyAtTheDeadline() {
    long start = System.nanoTime();

    assertThat(failureOf(Fault.drip(1, Duration.ofMillis(200)), Duration.ofSeconds(1)))
        .isEqualTo(TransportException.Reason.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static TransportException.Reason failureOf(Fault fault, Duration timeout) {
    try (Sandbox sandbox = Sandbox.start()) {
      HttpTransport stack =
          CustomHttpStack.over(HttpClient.newBuilder().sslContext(sandbox.sslContext()).build());
      sandbox.faults().next(fault);
      TransportException[] thrown = new TransportException[1];
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(
              () ->
                  stack.send(
                      HttpRequest.get(sandbox.uri(), HttpHeaders.none()),
                      Deadline.after(timeout, TimeSource.system()),
                      Cancellation.none()))
          .satisfies(e -> thrown[0] = e);
      return thrown[0].reason();
    }
  }

  private static List<String> output(Runnable program) {
    PrintStream standard = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(standard);
    }
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoggedTransportTest {

  private static final String QUOTED = "Invalid header: Set-Cookie: session=hunter2";

  private static TransportException thrownFor(TransportException failure) {
    HttpTransport transport =
        new LoggedTransport(
            (request, deadline, cancellation) -> {
              throw failure;
            },
            false,
            TimeSource.system());
    return catchThrowableOfType(
        TransportException.class,
        () ->
            transport.send(
                HttpRequest.get(URI.create("https://server.test/"), HttpHeaders.none()),
                Deadline.after(Duration.ofSeconds(5), TimeSource.system()),
                Cancellation.none()));
  }

  @Test
  void whatHasNoSecretInItIsThrownAsItIs() {
    TransportException failure =
        new TransportException(
            TransportException.Reason.NOT_CONNECTED, "no connection", new IOException("refused"));

    assertThat(thrownFor(failure)).isSameAs(failure);
  }

  @Test
  void causesThatQuoteASecretAreReplaced() {
    IOException deepest = new IOException(QUOTED);
    TransportException failure =
        new TransportException(
            TransportException.Reason.MALFORMED,
            "the answer is no HTTP",
            FailureDetails.none().withAnswer(407, "text/html", null),
            new IllegalStateException("not readable", deepest));

    TransportException thrown = thrownFor(failure);

    assertThat(thrown.reason()).isEqualTo(TransportException.Reason.MALFORMED);
    assertThat(thrown).hasMessage("the answer is no HTTP");
    assertThat(thrown.status()).hasValue(407);
    assertThat(thrown)
        .hasStackTraceContaining("java.io.IOException: Invalid header: Set-Cookie: ***");
    assertThat(thrown).hasStackTraceContaining("java.lang.IllegalStateException: not readable");
    assertThat(thrown.getCause().getCause().getStackTrace()).isEqualTo(deepest.getStackTrace());
    StringBuilder everything = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      everything.append(t);
    }
    assertThat(everything.toString()).doesNotContain("hunter2");
  }

  @Test
  void messagesThatQuoteASecretAreMasked() {
    TransportException failure =
        new TransportException(
            TransportException.Reason.INTERRUPTED,
            "no answer from https://user:hunter2@server.test/",
            null);

    assertThat(thrownFor(failure)).hasMessage("no answer from https://***@server.test/");
  }

  @Test
  void causesInACircleComeToAnEnd() {
    IOException one = new IOException(QUOTED);
    IOException other = new IOException("other", one);
    one.initCause(other);

    TransportException thrown =
        thrownFor(
            new TransportException(TransportException.Reason.INTERRUPTED, "interrupted", other));

    assertThat(thrown.getCause()).isNotNull();
  }
}

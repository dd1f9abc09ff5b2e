package dev.latchkey.application.protocol;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OutsideText;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line to the log for each exchange of another transport, and takes secrets out of what
 * that transport throws: libraries quote what they could not read. Nothing else is changed.
 */
public final class LoggedTransport implements HttpTransport {

  private static final int DEEPEST_CAUSE = 16;

  private final HttpTransport transport;
  private final boolean personalData;
  private final TimeSource time;

  /**
   * Watches a transport.
   *
   * @param transport sends; closed with this
   * @param personalData whether the log may have names of people in it
   * @param time measures
   */
  public LoggedTransport(HttpTransport transport, boolean personalData, TimeSource time) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.personalData = personalData;
    this.time = Objects.requireNonNull(time, "time");
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
    long begin = time.nanoTime();
    try {
      HttpResponse response = transport.send(request, deadline, cancellation);
      log(request, begin, () -> told(response));
      return response;
    } catch (TransportException e) {
      TransportException safe = withoutSecrets(e);
      log(request, begin, () -> safe.reason() + ", " + safe.getMessage());
      throw safe;
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private void log(HttpRequest request, long begin, Outcome outcome) {
    if (Log.LOG.isLoggable(System.Logger.Level.DEBUG)) {
      Duration took = Duration.ofNanos(time.nanoTime() - begin);
      Log.LOG.log(
          System.Logger.Level.DEBUG,
          request.method()
              + " "
              + place(request.uri())
              + ": "
              + shown(outcome.told())
              + " in "
              + took.toMillis()
              + " ms"
              + request
                  .headers()
                  .first("client-request-id")
                  .map(id -> " under correlation id " + id)
                  .orElse(""));
    }
  }

  /** Says how an exchange ended, if somebody wants to know. */
  @FunctionalInterface
  private interface Outcome {
    String told();
  }

  // What a refusal says may name the person whom it is about; a success holds tokens.
  private String told(HttpResponse response) {
    String status = Integer.toString(response.status());
    return personalData && response.status() >= 400
        ? status + " (" + Excerpt.of(response.bodyText()) + ")"
        : status + " (" + response.bodyLength() + " bytes)";
  }

  // A query may hold anything; the path of a realm look-up is a user name.
  private String place(URI uri) {
    return shown(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
  }

  private String shown(String text) {
    return Excerpt.of(personalData ? text : OutsideText.withoutPersonalData(text));
  }

  private static TransportException withoutSecrets(TransportException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String safe = OutsideText.withoutSecrets(message);
    Throwable cause = withoutSecrets(e.getCause(), 0);
    return safe.equals(message) && cause == e.getCause()
        ? e
        : new TransportException(
            e.reason(),
            safe,
            FailureDetails.none()
                .withAnswer(e.status().orElse(0), e.contentType().orElse(null), null),
            cause);
  }

  // A cause stays what it is unless its message or that of its own cause had a secret in it.
  private static @Nullable Throwable withoutSecrets(@Nullable Throwable cause, int depth) {
    if (cause == null || depth == DEEPEST_CAUSE) {
      return null;
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    String safe = OutsideText.withoutSecrets(message);
    Throwable next = withoutSecrets(cause.getCause(), depth + 1);
    if (safe.equals(message) && next == cause.getCause()) {
      return cause;
    }
    IOException copy = new IOException(cause.getClass().getName() + ": " + safe, next);
    copy.setStackTrace(cause.getStackTrace());
    return copy;
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static final class Log {
    private static final System.Logger LOG = System.getLogger(LoggedTransport.class.getName());
  }
}

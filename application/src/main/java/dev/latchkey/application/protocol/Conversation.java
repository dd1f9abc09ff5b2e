package dev.latchkey.application.protocol;

import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one operation sends, in order, and what it cost. The only place that repeats a
 * request. For one thread.
 */
public final class Conversation {

  private final HttpTransport transport;
  private final RetryPolicy policy;
  private final TimeSource time;
  private final RandomSource random;
  private final ProductHeaders headers;
  private final RequestContext context;
  private final Cancellation cancellation;
  private final Runnable beforeFirst;

  private int calls;
  private int attempts;

  Conversation(
      HttpTransport transport,
      RetryPolicy policy,
      TimeSource time,
      RandomSource random,
      ProductHeaders headers,
      RequestContext context,
      Cancellation cancellation,
      Runnable beforeFirst) {
    this.transport = transport;
    this.policy = policy;
    this.time = time;
    this.random = random;
    this.headers = headers;
    this.context = context;
    this.cancellation = cancellation;
    this.beforeFirst = beforeFirst;
  }

  /**
   * Reads a document.
   *
   * @param uri where it lies
   * @return the answer, whatever its status
   */
  public HttpResponse get(URI uri) {
    return send(HttpRequest.get(uri, headers.plain()), true);
  }

  /**
   * Reads a document of another kind than JSON.
   *
   * @param uri where it lies
   * @param accept the media types, as in the header of that name
   * @return the answer, whatever its status
   */
  public HttpResponse get(URI uri, String accept) {
    return send(HttpRequest.get(uri, HttpHeaders.none().with("accept", accept)), true);
  }

  /**
   * Reads a document that may be done without. Sent once.
   *
   * @param limit how long to wait for it at most
   * @param uri where it lies
   * @param fields header fields beside the usual
   * @return the answer, whatever its status
   */
  public HttpResponse getWithin(Duration limit, URI uri, HttpHeaders fields) {
    Duration left = context.deadline().remaining();
    if (left.isZero()) {
      throw late(uri);
    }
    HttpHeaders all = headers.plain();
    for (var field : fields.asMap().entrySet()) {
      all = all.with(field.getKey(), field.getValue().get(0));
    }
    attempts = 1;
    try {
      return sendBy(
          Deadline.after(left.compareTo(limit) < 0 ? left : limit, time),
          HttpRequest.get(uri, all));
    } catch (TransportException e) {
      throw told(e);
    }
  }

  /**
   * Reads a document and says for which operation.
   *
   * @param uri where it lies
   * @return the answer, whatever its status
   */
  public HttpResponse getTraced(URI uri) {
    return send(HttpRequest.get(uri, headers.traced(context.correlationId())), true);
  }

  /**
   * Posts a document that must not be acted upon twice: the first answer counts, whatever its
   * status. Only where no connection came about is it tried again.
   *
   * @param uri where to
   * @param fields all header fields
   * @param body the document
   * @return the answer
   */
  public HttpResponse postOnce(URI uri, HttpHeaders fields, byte[] body) {
    return send(HttpRequest.post(uri, fields, body), false);
  }

  /**
   * Posts a form with the product's headers.
   *
   * @param form the parameters
   * @param proof where to, and as whom
   * @param mailbox whom the answer is about (Entra), or null
   * @param mayRepeat whether it may be sent again after a failing answer
   * @return the answer, whatever its status
   */
  HttpResponse post(FormBody form, Proof proof, @Nullable String mailbox, boolean mayRepeat) {
    HttpHeaders all = headers.forTokenRequest(context.correlationId());
    if (mailbox != null) {
      all = all.with("x-anchormailbox", mailbox);
    }
    for (var field : proof.headers().asMap().entrySet()) {
      all = all.with(field.getKey(), field.getValue().get(0));
    }
    HttpRequest request = HttpRequest.post(proof.target(), all, form.bytes());
    return send(
        proof.certificate() == null ? request : request.withClientCertificate(proof.certificate()),
        mayRepeat);
  }

  private HttpResponse send(HttpRequest request, boolean mayRepeat) {
    for (attempts = 1; ; attempts++) {
      boolean last = attempts > policy.retries();
      try {
        HttpResponse response = sendOnce(request);
        if (last
            || !mayRepeat
            || response.status() < 500
            || response.headers().first("retry-after").isPresent()) {
          return response;
        }
        if (!pause(moved(policy.delay()))) {
          return response;
        }
      } catch (TransportException e) {
        // Nothing was written, so nothing can be done twice by repeating.
        if (last || e.reason() != TransportException.Reason.NOT_CONNECTED) {
          throw told(e);
        }
        if (context.deadline().hasPassed()) {
          throw told(e);
        }
      }
    }
  }

  private HttpResponse sendOnce(HttpRequest request) {
    if (context.deadline().hasPassed()) {
      cancellation.throwIfCancelled();
      throw late(request.uri());
    }
    return sendBy(context.deadline(), request);
  }

  private TransportException late(URI uri) {
    return new TransportException(
        TransportException.Reason.TIMED_OUT,
        "no time was left of "
            + context.deadline().total()
            + " to send to "
            + uri.getHost()
            + "; allow more by HttpSettings.timeout",
        null);
  }

  private HttpResponse sendBy(Deadline deadline, HttpRequest request) {
    cancellation.throwIfCancelled();
    if (calls == 0) {
      beforeFirst.run();
    }
    calls++;
    return transport.send(request, deadline, cancellation);
  }

  // A wait that would outlast the deadline is not begun: the answer at hand is worth more.
  private boolean pause(Duration wait) {
    if (wait.compareTo(context.deadline().remaining()) >= 0) {
      return false;
    }
    time.sleep(wait, cancellation);
    return true;
  }

  private Duration moved(Duration delay) {
    Duration fifth = delay.dividedBy(5);
    return delay.minus(fifth).plus(random.upTo(fifth.multipliedBy(2)));
  }

  private TransportException told(TransportException e) {
    FailureDetails details =
        FailureDetails.none().withCorrelationId(context.correlationId()).withAttempts(attempts);
    String message = e.getMessage() == null ? "the request failed" : e.getMessage();
    return new TransportException(e.reason(), message, details, e);
  }

  /** {@return what is known when an answer is no use} */
  public FailureDetails details() {
    return FailureDetails.none().withCorrelationId(context.correlationId()).withAttempts(attempts);
  }

  /** {@return the operation} */
  public RequestContext context() {
    return context;
  }

  /** {@return how many requests were sent} */
  public int calls() {
    return calls;
  }
}

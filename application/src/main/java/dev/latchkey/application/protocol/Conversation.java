package dev.latchkey.application.protocol;

import dev.latchkey.application.request.Destination;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one operation sends, in order, and what it cost. The only place that repeats a
 * request. For one thread.
 */
public final class Conversation {

  private final Wire wire;
  private final RequestContext context;
  private final Cancellation cancellation;
  private final Runnable beforeFirst;

  private int calls;
  private int attempts;
  private boolean replayed;
  private Duration waited = Duration.ZERO;

  Conversation(Wire wire, RequestContext context, Cancellation cancellation, Runnable beforeFirst) {
    this.wire = wire;
    this.context = context;
    this.cancellation = cancellation;
    this.beforeFirst = beforeFirst;
  }

  /**
   * Reads a document about an authority. One that was {@link #keep kept} spares the request, and
   * one that is out of date stands in for one that cannot be had.
   *
   * @param uri where it lies
   * @return the answer, whatever its status
   */
  public HttpResponse get(URI uri) {
    return document(uri, HttpRequest.get(uri, wire.headers().plain()));
  }

  /**
   * Reads a document of another kind than JSON, as {@link #get(URI)} does.
   *
   * @param uri where it lies
   * @param accept the media types, as in the header of that name
   * @return the answer, whatever its status
   */
  public HttpResponse get(URI uri, String accept) {
    return document(uri, HttpRequest.get(uri, HttpHeaders.none().with("accept", accept)));
  }

  /**
   * Reads a document that is not remembered, by the policy for whom it is asked of.
   *
   * @param from whom it is asked of
   * @param uri where it lies
   * @param fields all header fields
   * @return the answer, whatever its status
   */
  public HttpResponse get(Destination from, URI uri, HttpHeaders fields) {
    return respectfully(uri, request -> send(from, request, true), HttpRequest.get(uri, fields));
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
    HttpHeaders all = wire.headers().plain().with(single(fields));
    return respectfully(
        uri,
        request -> guarded(uri, () -> sendOnce(request, context.deadline().within(limit))),
        HttpRequest.get(uri, all));
  }

  /**
   * Reads a document that is about a person, and says for which operation. It is not remembered.
   *
   * @param uri where it lies
   * @return the answer, whatever its status
   */
  public HttpResponse getTraced(URI uri) {
    return get(Destination.DISCOVERY, uri, wire.headers().traced(context.correlationId()));
  }

  /**
   * Keeps a document that {@link #get(URI)} read, now that it is understood. It must not tell about
   * a person.
   *
   * @param uri where it lies
   * @param answer the document
   */
  public void keep(URI uri, HttpResponse answer) {
    // One that was kept before is not made younger by being read.
    if (!replayed) {
      wire.responses().keepDocument(uri, answer);
    }
  }

  private HttpResponse document(URI uri, HttpRequest request) {
    HttpResponse kept = wire.responses().document(uri);
    if (kept != null) {
      attempts = 0;
      replayed = true;
      return kept;
    }
    try {
      HttpResponse answer = respectfully(uri, it -> send(Destination.DISCOVERY, it, true), request);
      boolean failed = answer.status() == 429 || answer.status() >= 500;
      return failed ? staleOr(uri, answer) : answer;
    } catch (TransportException e) {
      HttpResponse stale = e.isTransient() ? wire.responses().staleDocument(uri) : null;
      if (stale == null) {
        throw e;
      }
      replayed = true;
      return stale;
    }
  }

  private HttpResponse staleOr(URI uri, HttpResponse answer) {
    HttpResponse stale = wire.responses().staleDocument(uri);
    replayed = replayed || stale != null;
    return stale == null ? answer : stale;
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
    return respectfully(
        uri,
        request -> send(Destination.TOKEN_SERVICE, request, false),
        HttpRequest.post(uri, fields, body));
  }

  // Whoever said when to ask again is not asked before.
  private HttpResponse respectfully(
      URI uri, Function<HttpRequest, HttpResponse> sender, HttpRequest request) {
    HttpResponse refusal = wire.responses().refusalOf(uri);
    if (refusal != null) {
      attempts = 0;
      replayed = true;
      return refusal;
    }
    HttpResponse answer = sender.apply(request);
    wire.responses().learn(uri, answer);
    return answer;
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
    HttpResponse refusal = wire.responses().refusalOf(proof.target(), form, proof.sender());
    if (refusal != null) {
      attempts = 0;
      replayed = true;
      return refusal;
    }
    return post(form, proof, wire.headers().forTokenRequest(headers(proof, mailbox)), mayRepeat);
  }

  /**
   * Asks for tokens, and tells Entra's servers what for.
   *
   * @param <T> what the reader makes of the answer
   * @param form the parameters
   * @param proof where to, and as whom
   * @param mailbox whom the answer is about (Entra), or null
   * @param mayRepeat whether it may be sent again after a failing answer
   * @param reader reads the answer
   * @return what the reader returned
   */
  <T> T exchange(
      FormBody form,
      Proof proof,
      @Nullable String mailbox,
      boolean mayRepeat,
      Function<HttpResponse, T> reader) {
    HttpResponse refusal = wire.responses().refusalOf(proof.target(), form, proof.sender());
    if (refusal != null) {
      attempts = 0;
      replayed = true;
      return reader.apply(refusal);
    }
    ServerTelemetry telemetry = wire.telemetry();
    List<ServerTelemetry.Failure> reported = telemetry.take();
    try {
      Map<String, String> fields = headers(proof, mailbox);
      fields.put(ServerTelemetry.CURRENT, ServerTelemetry.current(context));
      fields.put(ServerTelemetry.LAST, ServerTelemetry.last(reported));
      T read = reader.apply(post(form, proof, wire.headers().forTokenRequest(fields), mayRepeat));
      reported = List.of();
      return read;
    } catch (TokenException e) {
      telemetry.giveBack(reported);
      reported = List.of();
      telemetry.add(context, e);
      throw e;
    } finally {
      telemetry.giveBack(reported);
    }
  }

  private Map<String, String> headers(Proof proof, @Nullable String mailbox) {
    Map<String, String> fields = single(proof.headers());
    fields.put("client-request-id", context.correlationId().toString());
    if (mailbox != null) {
      fields.put("x-anchormailbox", mailbox);
    }
    return fields;
  }

  private HttpResponse post(FormBody form, Proof proof, HttpHeaders fields, boolean mayRepeat) {
    KeyBinding key = proof.binding();
    Supplier<HttpRequest> request =
        () -> {
          // Made anew each time it is sent: a proof is good for one request.
          HttpHeaders proven =
              key == null ? fields : fields.with(single(key.proofFor(proof.target())));
          HttpRequest plain = HttpRequest.post(proof.target(), proven, form.bytes());
          return proof.certificate() == null
              ? plain
              : plain.withClientCertificate(proof.certificate());
        };
    boolean isProbe = wire.responses().failedLately(proof.target(), form, proof.sender());
    HttpResponse answer =
        send(Destination.TOKEN_SERVICE, proof.target(), request, mayRepeat && !isProbe);
    if (key != null && key.asksForAnotherProof(proof.target(), answer)) {
      // Whatever the grant: a server that asks has not looked at it. Once; then it is a refusal.
      answer = send(Destination.TOKEN_SERVICE, proof.target(), request, mayRepeat);
      key.asksForAnotherProof(proof.target(), answer);
    }
    wire.responses().learn(proof.target(), form, proof.sender(), answer);
    return answer;
  }

  private static Map<String, String> single(HttpHeaders fields) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, List<String>> field : fields.asMap().entrySet()) {
      values.put(field.getKey(), field.getValue().get(0));
    }
    return values;
  }

  private HttpResponse send(Destination destination, HttpRequest request, boolean mayRepeat) {
    return send(destination, request.uri(), () -> request, mayRepeat);
  }

  private HttpResponse send(
      Destination destination, URI target, Supplier<HttpRequest> request, boolean mayRepeat) {
    RetryPolicy policy = wire.policy().retry(destination);
    Deadline deadline = policy.budget().map(context.deadline()::within).orElse(context.deadline());
    return guarded(target, () -> repeat(policy, request, deadline, mayRepeat));
  }

  // An endpoint that is dead is left alone.
  private HttpResponse guarded(URI target, Supplier<HttpResponse> sender) {
    replayed = false;
    attempts = 0;
    try {
      wire.circuits().enter(target);
      HttpResponse answer = sender.get();
      wire.circuits().answered(target);
      return answer;
    } catch (TransportException e) {
      wire.circuits().failed(target, e);
      throw told(e);
    }
  }

  private HttpResponse repeat(
      RetryPolicy policy, Supplier<HttpRequest> request, Deadline deadline, boolean mayRepeat) {
    while (true) {
      try {
        HttpResponse response = sendOnce(request.get(), deadline);
        Duration pause = mayRepeat ? pauseAfter(response, policy) : null;
        if (pause == null || !pause(pause, deadline)) {
          return response;
        }
      } catch (TransportException e) {
        Duration pause = pauseAfter(e, policy);
        if (pause == null || deadline.hasPassed() || !pause(pause, deadline)) {
          throw e;
        }
      }
    }
  }

  private @Nullable Duration pauseAfter(HttpResponse response, RetryPolicy policy) {
    int status = response.status();
    if (attempts > policy.retriesAfter(status)) {
      return null;
    }
    Duration pause = moved(policy.delayAfter(status, attempts));
    if (response.headers().all(RetryAfter.NAME).isEmpty()) {
      return pause;
    }
    if (!policy.waitsForRetryAfter()) {
      return null;
    }
    Optional<Duration> said = RetryAfter.of(response.headers(), wire.time().instant());
    return said.filter(it -> it.compareTo(pause) > 0).map(this::notBefore).orElse(pause);
  }

  // Nothing was written, so nothing can be done twice by repeating: the first time at once.
  private @Nullable Duration pauseAfter(TransportException e, RetryPolicy policy) {
    boolean mayHelp =
        e.reason() == TransportException.Reason.NOT_CONNECTED
            && e.isTransient()
            && attempts <= policy.retries();
    if (!mayHelp) {
      return null;
    }
    return attempts == 1 ? Duration.ZERO : moved(policy.delayAfter(0, attempts - 1));
  }

  private HttpResponse sendOnce(HttpRequest request, Deadline deadline) {
    cancellation.throwIfCancelled();
    if (deadline.hasPassed()) {
      throw new TransportException(
          TransportException.Reason.TIMED_OUT,
          "no time was left of "
              + deadline.total()
              + " to send to "
              + request.uri().getHost()
              + "; allow more by HttpSettings.timeout",
          null);
    }
    if (calls == 0) {
      beforeFirst.run();
    }
    calls++;
    attempts++;
    return wire.transport().send(request, deadline, cancellation);
  }

  // A wait that would outlast the deadline is not begun: the answer at hand is worth more.
  private boolean pause(Duration wait, Deadline deadline) {
    if (wait.isZero()) {
      return true;
    }
    if (wait.compareTo(deadline.remaining()) >= 0) {
      return false;
    }
    wire.time().sleep(wait, cancellation);
    waited = waited.plus(wait);
    return true;
  }

  private Duration moved(Duration delay) {
    Duration fifth = delay.dividedBy(5);
    return delay.minus(fifth).plus(wire.random().upTo(fifth.multipliedBy(2)));
  }

  // Later than was said, so that not all who were told the same come back at once.
  private Duration notBefore(Duration said) {
    return said.plus(wire.random().upTo(said.dividedBy(5)));
  }

  private TransportException told(TransportException e) {
    String message = e.getMessage() == null ? "the request failed" : e.getMessage();
    FailureDetails details = details();
    if (e.status().isPresent()) {
      details = details.withAnswer(e.status().getAsInt(), e.contentType().orElse(null), null);
    }
    return new TransportException(
        e.reason(), message, e.retryAfter().map(details::withRetryAfter).orElse(details), e);
  }

  /** {@return what is known when an answer is no use} */
  public FailureDetails details() {
    return FailureDetails.none()
        .withCorrelationId(context.correlationId())
        .withAttempts(attempts)
        .withCost(calls, waited)
        .withReplay(replayed);
  }

  /** {@return the operation} */
  public RequestContext context() {
    return context;
  }

  /** {@return how many requests were sent} */
  public int calls() {
    return calls;
  }

  /** {@return the pauses between them} */
  public Duration waited() {
    return waited;
  }
}

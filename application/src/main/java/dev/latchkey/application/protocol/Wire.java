package dev.latchkey.application.protocol;

import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;

/**
 * Opens conversations: the transport of a client, the policy by which requests are repeated, and
 * what the client remembers of earlier ones. Safe for concurrent use.
 */
public final class Wire {

  private final HttpTransport transport;
  private final ResiliencePolicy policy;
  private final ResponseCache responses;
  private final Circuits circuits;
  private final ServerTelemetry telemetry = new ServerTelemetry();
  private final TimeSource time;
  private final RandomSource random;
  private final ProductHeaders headers;

  /**
   * Wires a client.
   *
   * @param transport sends
   * @param policy when a request is repeated, and when it is not even sent
   * @param responses answers that spare a request
   * @param time waits
   * @param random moves waits
   * @param headers who is asking
   */
  public Wire(
      HttpTransport transport,
      ResiliencePolicy policy,
      ResponseCache responses,
      TimeSource time,
      RandomSource random,
      ProductHeaders headers) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.responses = Objects.requireNonNull(responses, "responses");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.headers = Objects.requireNonNull(headers, "headers");
    this.circuits = new Circuits(policy.circuit(), time);
  }

  /**
   * Opens a conversation.
   *
   * @param context the operation
   * @param cancellation ends it early
   * @param beforeFirst told once, just before something is sent
   * @return the conversation, for one thread
   */
  public Conversation converse(
      RequestContext context, Cancellation cancellation, Runnable beforeFirst) {
    return new Conversation(this, context, cancellation, beforeFirst);
  }

  /** {@return what is remembered of hosts of managed identities} */
  public HostMemory hosts() {
    return new HostMemory(responses, circuits);
  }

  HttpTransport transport() {
    return transport;
  }

  ResiliencePolicy policy() {
    return policy;
  }

  ResponseCache responses() {
    return responses;
  }

  Circuits circuits() {
    return circuits;
  }

  ServerTelemetry telemetry() {
    return telemetry;
  }

  TimeSource time() {
    return time;
  }

  RandomSource random() {
    return random;
  }

  ProductHeaders headers() {
    return headers;
  }
}

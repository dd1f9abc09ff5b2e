package dev.latchkey.application.protocol;

import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;

/** Opens conversations: the transport of a client and the policy by which requests are repeated. */
public final class Wire {

  private final HttpTransport transport;
  private final RetryPolicy policy;
  private final TimeSource time;
  private final RandomSource random;
  private final ProductHeaders headers;

  /**
   * Wires a client.
   *
   * @param transport sends
   * @param policy when a request is repeated
   * @param time waits
   * @param random moves waits
   * @param headers who is asking
   */
  public Wire(
      HttpTransport transport,
      RetryPolicy policy,
      TimeSource time,
      RandomSource random,
      ProductHeaders headers) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.headers = Objects.requireNonNull(headers, "headers");
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
    return new Conversation(
        transport, policy, time, random, headers, context, cancellation, beforeFirst);
  }
}

package dev.latchkey.application.authcode;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds where people sign in, before there is anything to exchange. */
public final class AuthorityLookup {

  private final AuthorityResolver resolver;
  private final Wire wire;
  private final TimeSource time;
  private final RandomSource random;
  private final Duration timeout;

  /**
   * Looks authorities up.
   *
   * @param resolver knows them
   * @param wire carries requests
   * @param time measures
   * @param random makes correlation ids
   * @param timeout how long it may take
   */
  public AuthorityLookup(
      AuthorityResolver resolver,
      Wire wire,
      TimeSource time,
      RandomSource random,
      Duration timeout) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.wire = Objects.requireNonNull(wire, "wire");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  Endpoints endpoints(
      Authority authority, @Nullable CorrelationId given, Cancellation cancellation) {
    return endpoints(authority, converse(given, cancellation));
  }

  Endpoints endpoints(Authority authority, Conversation conversation) {
    return resolver.resolve(authority, conversation);
  }

  Conversation converse(@Nullable CorrelationId given, Cancellation cancellation) {
    CorrelationId id = given == null ? new CorrelationId(random.uuid()) : given;
    return wire.converse(
        new RequestContext(id, Deadline.after(timeout, time)), cancellation, () -> {});
  }
}

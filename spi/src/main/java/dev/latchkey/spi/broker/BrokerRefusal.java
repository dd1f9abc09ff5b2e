package dev.latchkey.spi.broker;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The broker gave no token. Immutable.
 *
 * @since 0.1
 */
public final class BrokerRefusal implements BrokerAnswer {

  private final BrokerStatus status;
  private final String context;
  private final @Nullable Long code;
  private final @Nullable Long tag;

  private BrokerRefusal(
      BrokerStatus status, String context, @Nullable Long code, @Nullable Long tag) {
    this.status = Objects.requireNonNull(status, "status");
    this.context = Objects.requireNonNull(context, "context");
    this.code = code;
    this.tag = tag;
  }

  /**
   * Describes a refusal.
   *
   * @param status how the broker classes it
   * @param context its text for developers, verbatim; empty if there was none
   * @return the refusal
   */
  public static BrokerRefusal of(BrokerStatus status, String context) {
    return new BrokerRefusal(status, context, null, null);
  }

  /**
   * Sets the broker's error code.
   *
   * @param value the code
   * @return a copy with it
   */
  public BrokerRefusal code(long value) {
    return new BrokerRefusal(status, context, value, tag);
  }

  /**
   * Sets the broker's tag, which names a place in its source.
   *
   * @param value the tag
   * @return a copy with it
   */
  public BrokerRefusal tag(long value) {
    return new BrokerRefusal(status, context, code, value);
  }

  /** {@return how the broker classes it} */
  public BrokerStatus status() {
    return status;
  }

  /** {@return the broker's text for developers, verbatim; it may name a person} */
  public String context() {
    return context;
  }

  /** {@return the broker's error code, if sent} */
  public Optional<Long> code() {
    return Optional.ofNullable(code);
  }

  /** {@return the broker's tag, if sent} */
  public Optional<Long> tag() {
    return Optional.ofNullable(tag);
  }

  /** {@return status, code and tag; no context, which may name a person} */
  @Override
  public String toString() {
    return "BrokerRefusal[status=" + status + ", code=" + code + ", tag=" + tag + "]";
  }
}

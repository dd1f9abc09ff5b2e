package dev.latchkey.domain.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * No usable HTTP answer came: no connection, no trust, no time left, or more bytes than allowed.
 *
 * @since 0.1
 */
public final class TransportException extends TokenException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  private final Reason reason;

  /**
   * Describes the failure.
   *
   * @param reason what kind of failure it is
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public TransportException(
      Reason reason, String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Describes a failure of which nothing else is known.
   *
   * @param reason what kind of failure it is
   * @param message what was wrong, with which safe value, and what to do
   * @param cause what led to it, or null
   */
  public TransportException(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, FailureDetails.none(), cause);
  }

  /** {@return what kind of failure it is} */
  public Reason reason() {
    return reason;
  }

  /**
   * {@return true, unless the other side is not trusted or sent more than allowed, or a proxy
   * refuses the application with a status of 400 to 499}
   */
  @Override
  public boolean isTransient() {
    return reason != Reason.UNTRUSTED && reason != Reason.TOO_LARGE && !isRefusedByProxy();
  }

  // 407 above all: the proxy wants other credentials, and asking again brings none.
  private boolean isRefusedByProxy() {
    int code = reason == Reason.NOT_CONNECTED ? status().orElse(0) : 0;
    return code >= 400 && code < 500 && code != 408 && code != 429;
  }

  /**
   * The kinds of transport failure.
   *
   * @since 0.1
   */
  public enum Reason {
    /**
     * No connection came about: nothing of the request was written, so it may be repeated, unless a
     * proxy said by a status that it will not help.
     */
    NOT_CONNECTED,
    /**
     * The TLS handshake failed: nothing of the request was written, and repeating will not help.
     */
    UNTRUSTED,
    /** The deadline passed. The request may have been acted upon. */
    TIMED_OUT,
    /** The connection broke after something was written. The request may have been acted upon. */
    INTERRUPTED,
    /** The answer has more bytes or headers than allowed. */
    TOO_LARGE,
    /** What came is not HTTP. */
    MALFORMED,
    /**
     * The endpoint failed several times in a row and is left alone for a while: nothing was sent.
     */
    CIRCUIT_OPEN
  }
}

package dev.latchkey.domain.error;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ID token is malformed or was not meant for this client, this flow or this time.
 *
 * @since 0.1
 */
public final class IdTokenException extends TokenException {

  private static final long serialVersionUID = 1L;

  /** Which check failed. */
  private final String reason;

  /** The time of the check. */
  private final Instant now;

  private final transient @Nullable Map<String, Object> claims;

  /**
   * Describes the failure.
   *
   * @param reason which check failed
   * @param now the time of the check
   * @param claims the decoded claims; empty if there were none to decode
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public IdTokenException(
      String reason,
      Instant now,
      Map<String, Object> claims,
      FailureDetails details,
      @Nullable Throwable cause) {
    super("id token refused: " + reason + " (checked at " + now + ")", details, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.now = Objects.requireNonNull(now, "now");
    this.claims = Map.copyOf(claims);
  }

  /** {@return which check failed} */
  public String reason() {
    return reason;
  }

  /** {@return the time of the check} */
  public Instant now() {
    return now;
  }

  /** {@return the decoded claims; they may name a person and are not part of the message} */
  public Map<String, Object> claims() {
    return claims == null ? Map.of() : claims;
  }
}

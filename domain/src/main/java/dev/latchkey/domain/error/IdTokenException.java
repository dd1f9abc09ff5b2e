package dev.latchkey.domain.error;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An ID token is malformed or was not meant for this client, this flow or this time. Nothing that
 * came with it was cached.
 *
 * @since 0.1
 */
public final class IdTokenException extends TokenException {

  private static final long serialVersionUID = 1L;

  /**
   * Which check failed.
   *
   * @since 0.1
   */
  public enum Reason {
    /** It is no signed JWT of bounded size, or a claim is of a type or length it must not have. */
    MALFORMED,
    /** Its signature is wrong, or no key of its issuer fits. */
    SIGNATURE,
    /** A claim that has to be there is not. */
    MISSING_CLAIM,
    /** Another issuer made it. */
    ISSUER,
    /** It was made for another application. */
    AUDIENCE,
    /** It was made by another tenant than the one that was asked. */
    TENANT,
    /** It is not valid yet. */
    NOT_YET_VALID,
    /** It is no longer valid. */
    EXPIRED,
    /** It does not belong to the sign-in that was begun. */
    NONCE,
    /** The person's last active sign-in is longer ago than was allowed. */
    MAX_AGE
  }

  /** Which check failed. */
  private final Reason reason;

  /** The time of the check. */
  private final Instant now;

  private final transient @Nullable Map<String, Object> claims;

  /**
   * Describes the failure.
   *
   * @param reason which check failed
   * @param message what was wrong, with which safe value, and what to do
   * @param now the time of the check
   * @param claims the decoded claims; empty if there were none to decode
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public IdTokenException(
      Reason reason,
      String message,
      Instant now,
      Map<String, Object> claims,
      FailureDetails details,
      @Nullable Throwable cause) {
    super("id token refused: " + message + " (checked at " + now + ")", details, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.now = Objects.requireNonNull(now, "now");
    this.claims = Map.copyOf(claims);
  }

  /** {@return which check failed} */
  public Reason reason() {
    return reason;
  }

  /** {@return the time of the check} */
  public Instant now() {
    return now;
  }

  /**
   * The decoded claims, which may name a person and are not part of the message: texts, numbers
   * (Long, Double), Boolean, lists and maps of these. They are lost by Java serialization.
   *
   * @return the claims; empty if there were none to decode
   */
  public Map<String, Object> claims() {
    return claims == null ? Map.of() : claims;
  }
}

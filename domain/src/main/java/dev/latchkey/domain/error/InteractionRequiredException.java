package dev.latchkey.domain.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Only a person can help: by signing in, consenting, or satisfying a policy. {@link #error()} may
 * carry a claims challenge for the next interactive call.
 *
 * @since 0.1
 */
public final class InteractionRequiredException extends TokenException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  private final Reason reason;

  /**
   * Describes the failure.
   *
   * @param reason whether the service was asked, and what it missed
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public InteractionRequiredException(
      Reason reason, String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** {@return whether the service was asked, and what it missed} */
  public Reason reason() {
    return reason;
  }

  /**
   * Why a person is needed.
   *
   * @since 0.1
   */
  public enum Reason {
    /** There is no token that could be used or refreshed; nothing was sent. */
    NO_TOKEN,
    /** The service was asked and refused. */
    REFUSED,
    /**
     * The service was asked and refused: what the token was to be refreshed with is bound to a key
     * that this call did not show (RFC 9449, section 5). The same call with the scheme and the key
     * of the sign-in may succeed without a person.
     */
    KEY_MISSING
  }
}

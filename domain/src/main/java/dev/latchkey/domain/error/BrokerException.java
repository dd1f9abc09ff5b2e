package dev.latchkey.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * The identity broker was asked and failed. Where it said why, {@link #error()} has the code {@code
 * broker_error}, the class of the failure as its suberror ({@code user_cancelled}, {@code
 * no_network}), and the broker's own text.
 *
 * @since 0.1
 */
public final class BrokerException extends TokenException {

  private static final long serialVersionUID = 1L;

  /** Whether it passes by itself. */
  private final boolean passing;

  /**
   * Describes the failure.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public BrokerException(String message, FailureDetails details, @Nullable Throwable cause) {
    this(message, details, cause, false);
  }

  /**
   * Describes a failure that may pass by itself.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   * @param passing whether the same call may succeed later
   */
  public BrokerException(
      String message, FailureDetails details, @Nullable Throwable cause, boolean passing) {
    super(message, details, cause);
    this.passing = passing;
  }

  /**
   * Describes a failure of which nothing else is known.
   *
   * @param message what was wrong, with which safe value, and what to do
   */
  public BrokerException(String message) {
    this(message, FailureDetails.none(), null);
  }

  /** {@return whether network, service or broker fail for the moment} */
  @Override
  public boolean isTransient() {
    return passing;
  }
}

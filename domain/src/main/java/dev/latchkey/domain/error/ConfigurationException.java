package dev.latchkey.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * The client cannot work as it was put together: a part is missing, several parts compete, or the
 * authority does not exist.
 *
 * @since 0.1
 */
public final class ConfigurationException extends TokenException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the failure.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public ConfigurationException(String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }

  /**
   * Describes a failure of which nothing else is known.
   *
   * @param message what was wrong, with which safe value, and what to do
   */
  public ConfigurationException(String message) {
    super(message, FailureDetails.none(), null);
  }
}

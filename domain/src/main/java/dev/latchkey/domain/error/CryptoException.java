package dev.latchkey.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * A key, certificate or signature could not be used.
 *
 * @since 0.1
 */
public final class CryptoException extends TokenException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the failure.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public CryptoException(String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }

  /**
   * Describes a failure of which nothing else is known.
   *
   * @param message what was wrong, with which safe value, and what to do
   */
  public CryptoException(String message) {
    super(message, FailureDetails.none(), null);
  }
}

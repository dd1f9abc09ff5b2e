package dev.latchkey.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * The service answered, and the answer is an error or no token. {@link #error()} has what it said;
 * where it said nothing that could be read, {@link #status()} and {@link #answerExcerpt()} have
 * what came.
 *
 * @since 0.1
 */
public final class ServiceException extends TokenException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the failure.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public ServiceException(String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }

  /** {@return whether the service is overloaded or failed: status 408, 429 or 500 and up} */
  @Override
  public boolean isTransient() {
    int code = status().orElse(0);
    return code == 408
        || code == 429
        || code >= 500
        || error()
            .map(OAuthError::code)
            .filter(
                it ->
                    it.equals(OAuthErrorCode.TEMPORARILY_UNAVAILABLE)
                        || it.equals(OAuthErrorCode.SERVER_ERROR))
            .isPresent();
  }
}

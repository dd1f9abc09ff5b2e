package dev.latchkey.domain.error;

import dev.latchkey.domain.id.CorrelationId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong outside the caller's own arguments, which are {@link
 * IllegalArgumentException} and {@link NullPointerException}.
 *
 * <p>Callers branch on the type, on {@link #isTransient()} and on {@link #error()}, never on the
 * message. Messages hold no secret, token or user name.
 *
 * @since 0.1
 */
public abstract sealed class TokenException extends RuntimeException
    permits AuthResponseException,
        BrokerException,
        CacheException,
        CancelledException,
        ConfigurationException,
        CredentialUnavailableException,
        CryptoException,
        IdTokenException,
        InteractionRequiredException,
        ServiceException,
        TransportException {

  private static final long serialVersionUID = 1L;

  private final transient FailureDetails details;

  TokenException(String message, FailureDetails details, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.details = Objects.requireNonNull(details, "details");
  }

  /** {@return what the server said, verbatim; empty if no server was at fault} */
  public final Optional<OAuthError> error() {
    return details().error();
  }

  /** {@return the id to quote to the service's support; empty if nothing was sent} */
  public final Optional<CorrelationId> correlationId() {
    return details().correlationId();
  }

  /** {@return how long the server asked to wait before the next attempt} */
  public final Optional<Duration> retryAfter() {
    return details().retryAfter();
  }

  /** {@return the HTTP status of the last answer; empty if there was none} */
  public final OptionalInt status() {
    return details().status();
  }

  /** {@return the media type of the last answer, if one was sent} */
  public final Optional<String> contentType() {
    return details().contentType();
  }

  /**
   * The beginning of an answer that is not JSON, such as a gateway's error page: at most 256
   * printable characters. It comes from outside and is for people who search the cause; it is not
   * part of the message.
   *
   * @return the excerpt; empty if the answer was JSON or none came
   */
  public final Optional<String> answerExcerpt() {
    return details().excerpt();
  }

  /** {@return how often the last request was sent; 0 if it was not} */
  public final int attempts() {
    return details().attempts();
  }

  /** {@return how many requests the operation sent in all, discovery and repeats included} */
  public final int httpCalls() {
    return details().httpCalls();
  }

  /** {@return how long the operation paused between its requests} */
  public final Duration waited() {
    return details().waited();
  }

  /**
   * {@return whether the answer is one that was given before and is respected for a while: the last
   * request was not sent, and {@link #retryAfter()} tells when it will be}
   */
  public final boolean isReplayed() {
    return details().isReplayed();
  }

  /** {@return whether the same call may succeed later, unchanged} */
  public boolean isTransient() {
    return false;
  }

  // The field is transient: after Java serialization only type and message are left.
  private FailureDetails details() {
    return details == null ? FailureDetails.none() : details;
  }
}

package dev.latchkey.domain.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The token cache or its store could not be read or written.
 *
 * @since 0.1
 */
public final class CacheException extends TokenException {

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
  public CacheException(
      Reason reason, String message, FailureDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Describes a store that could not be reached.
   *
   * @param message what was wrong, with which safe value, and what to do
   * @param details what else is known
   * @param cause what led to it, or null
   */
  public CacheException(String message, FailureDetails details, @Nullable Throwable cause) {
    this(Reason.UNAVAILABLE, message, details, cause);
  }

  /**
   * Describes a store that could not be reached, and of which nothing else is known.
   *
   * @param message what was wrong, with which safe value, and what to do
   */
  public CacheException(String message) {
    this(message, FailureDetails.none(), null);
  }

  /** {@return what kind of failure it is} */
  public Reason reason() {
    return reason;
  }

  /** {@return whether the store may be reached another time} */
  @Override
  public boolean isTransient() {
    return reason == Reason.UNAVAILABLE;
  }

  /**
   * Kinds of failure.
   *
   * @since 0.1
   */
  public enum Reason {
    /** The store, or the source of its keys, could not be reached. */
    UNAVAILABLE,
    /** What is stored is damaged, or was encrypted with a key that is not there. */
    UNREADABLE,
    /** The store lacks a capability that the operation needs. */
    UNSUPPORTED
  }
}

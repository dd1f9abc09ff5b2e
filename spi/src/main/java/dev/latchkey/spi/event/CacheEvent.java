package dev.latchkey.spi.event;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of the token cache to its store, as observers see it: no secret, no user name, no key.
 * Immutable.
 *
 * @since 0.1
 */
public final class CacheEvent {

  private final Operation operation;
  private final Duration duration;
  private final long bytes;
  private final String failure;

  private CacheEvent(Builder from) {
    this.operation = from.operation;
    this.duration = from.duration;
    this.bytes = from.bytes;
    this.failure = from.failure;
  }

  /**
   * Starts an event.
   *
   * @param operation what the store was asked to do
   * @return a builder for a success that took no time
   */
  public static Builder builder(Operation operation) {
    return new Builder(operation);
  }

  /** {@return what the store was asked to do} */
  public Operation operation() {
    return operation;
  }

  /** {@return how long it took} */
  public Duration duration() {
    return duration;
  }

  /** {@return how many bytes were loaded or saved, before encryption; 0 where there are none} */
  public long bytes() {
    return bytes;
  }

  /** {@return the reason of the {@code CacheException}, if it failed} */
  public Optional<String> failure() {
    return failure.isEmpty() ? Optional.empty() : Optional.of(failure);
  }

  /** {@return all members in one line} */
  @Override
  public String toString() {
    return "CacheEvent[operation="
        + operation
        + ", duration="
        + duration
        + ", bytes="
        + bytes
        + ", failure="
        + failure
        + "]";
  }

  /**
   * What a store is asked to do.
   *
   * @since 0.1
   */
  public enum Operation {
    /** Tell a version. */
    VERSION,
    /** Load a partition, or find out that nobody can read it. */
    LOAD,
    /** Save a partition. */
    SAVE,
    /** Remove a partition in which nothing is left. */
    REMOVE,
    /** Move a partition out of the way that nobody can read. */
    MOVE_ASIDE,
    /** List the partitions. */
    LIST,
    /** Tell of changes from now on. */
    SUBSCRIBE
  }

  /**
   * Puts an event together. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final Operation operation;
    private Duration duration = Duration.ZERO;
    private long bytes;
    private String failure = "";

    private Builder(Operation operation) {
      this.operation = Objects.requireNonNull(operation, "operation");
    }

    /**
     * Sets how long it took.
     *
     * @param value the value
     * @return this builder
     */
    public Builder duration(Duration value) {
      this.duration = Objects.requireNonNull(value, "duration");
      return this;
    }

    /**
     * Sets how many bytes were loaded or saved.
     *
     * @param value the value
     * @return this builder
     */
    public Builder bytes(long value) {
      this.bytes = value;
      return this;
    }

    /**
     * Sets why it failed.
     *
     * @param value the reason
     * @return this builder
     */
    public Builder failure(String value) {
      this.failure = Objects.requireNonNull(value, "failure");
      return this;
    }

    /** {@return the event} */
    public CacheEvent build() {
      return new CacheEvent(this);
    }
  }
}

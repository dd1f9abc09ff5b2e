package dev.latchkey.spi.event;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One acquisition, as observers see it: no secret, no token, no user name. Immutable.
 *
 * @since 0.1
 */
public final class TokenEvent {

  private final String useCase;
  private final Outcome outcome;
  private final TokenSource source;
  private final RefreshReason refreshReason;
  private final Duration duration;
  private final int httpCalls;
  private final Duration waited;
  private final boolean replayed;
  private final boolean joined;
  private final boolean background;
  private final boolean stored;
  private final @Nullable OAuthErrorCode errorCode;
  private final @Nullable String failure;
  private final @Nullable CorrelationId correlationId;
  private final @Nullable String via;

  private TokenEvent(Builder from) {
    this.useCase = from.useCase;
    this.outcome = from.outcome;
    this.source = from.source;
    this.refreshReason = from.refreshReason;
    this.duration = from.duration;
    this.httpCalls = from.httpCalls;
    this.waited = from.waited;
    this.replayed = from.replayed;
    this.joined = from.joined;
    this.background = from.background;
    this.stored = from.stored;
    this.errorCode = from.errorCode;
    this.failure = from.failure;
    this.correlationId = from.correlationId;
    this.via = from.via;
  }

  /**
   * Starts an event.
   *
   * @param useCase the operation, such as {@code client-credentials}
   * @return a builder for a successful cache hit
   */
  public static Builder builder(String useCase) {
    return new Builder(useCase);
  }

  /** {@return the operation, such as {@code client-credentials}} */
  public String useCase() {
    return useCase;
  }

  /** {@return how it ended} */
  public Outcome outcome() {
    return outcome;
  }

  /** {@return where the token came from; {@link TokenSource#CACHE} unless something was sent} */
  public TokenSource source() {
    return source;
  }

  /** {@return why the cache alone did not answer} */
  public RefreshReason refreshReason() {
    return refreshReason;
  }

  /** {@return the time from call to answer; zero for a cache hit, which is not timed} */
  public Duration duration() {
    return duration;
  }

  /** {@return HTTP requests sent, discovery and repeats included} */
  public int httpCalls() {
    return httpCalls;
  }

  /** {@return the pauses between these requests; part of the duration} */
  public Duration waited() {
    return waited;
  }

  /**
   * {@return whether a refusal that was given before was respected, so that the last request was
   * not sent}
   */
  public boolean replayed() {
    return replayed;
  }

  /** {@return whether the call waited for a request that another call had begun} */
  public boolean joined() {
    return joined;
  }

  /** {@return whether nobody waited: an early refresh} */
  public boolean background() {
    return background;
  }

  /** {@return false only if the token cache has a store that failed to take the tokens} */
  public boolean stored() {
    return stored;
  }

  /** {@return the server's error code, if it sent one} */
  public Optional<OAuthErrorCode> errorCode() {
    return Optional.ofNullable(errorCode);
  }

  /** {@return the simple name of the exception, if the call failed} */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** {@return the id that was sent or that the caller gave} */
  public Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** {@return the back end of managed identity, or the link of a chain, that gave the token} */
  public Optional<String> via() {
    return Optional.ofNullable(via);
  }

  /** {@return all members in one line} */
  @Override
  public String toString() {
    return "TokenEvent[useCase="
        + useCase
        + ", outcome="
        + outcome
        + ", source="
        + source
        + ", refreshReason="
        + refreshReason
        + ", duration="
        + duration
        + ", httpCalls="
        + httpCalls
        + ", waited="
        + waited
        + ", replayed="
        + replayed
        + ", errorCode="
        + errorCode
        + ", failure="
        + failure
        + (via == null ? "" : ", via=" + via)
        + "]";
  }

  /**
   * How an acquisition ended.
   *
   * @since 0.1
   */
  public enum Outcome {
    /** With a token. */
    SUCCESS,
    /** With an exception. */
    FAILURE,
    /** The caller gave up. */
    CANCELLED
  }

  /**
   * Puts an event together. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final String useCase;
    private Outcome outcome = Outcome.SUCCESS;
    private TokenSource source = TokenSource.CACHE;
    private RefreshReason refreshReason = RefreshReason.NOT_APPLICABLE;
    private Duration duration = Duration.ZERO;
    private int httpCalls = 0;
    private Duration waited = Duration.ZERO;
    private boolean replayed = false;
    private boolean joined = false;
    private boolean background = false;
    private boolean stored = true;
    private @Nullable OAuthErrorCode errorCode;
    private @Nullable String failure;
    private @Nullable CorrelationId correlationId;
    private @Nullable String via;

    private Builder(String useCase) {
      this.useCase = Objects.requireNonNull(useCase, "use case");
    }

    /**
     * Sets how it ended.
     *
     * @param value the value
     * @return this builder
     */
    public Builder outcome(Outcome value) {
      this.outcome = value;
      return this;
    }

    /**
     * Sets where the token came from.
     *
     * @param value the value
     * @return this builder
     */
    public Builder source(TokenSource value) {
      this.source = value;
      return this;
    }

    /**
     * Sets why the cache alone did not answer.
     *
     * @param value the value
     * @return this builder
     */
    public Builder refreshReason(RefreshReason value) {
      this.refreshReason = value;
      return this;
    }

    /**
     * Sets the time from call to answer.
     *
     * @param value the value
     * @return this builder
     */
    public Builder duration(Duration value) {
      this.duration = value;
      return this;
    }

    /**
     * Sets HTTP requests sent, discovery and repeats included.
     *
     * @param value the value
     * @return this builder
     */
    public Builder httpCalls(int value) {
      this.httpCalls = value;
      return this;
    }

    /**
     * Sets the pauses between requests.
     *
     * @param value the value
     * @return this builder
     */
    public Builder waited(Duration value) {
      this.waited = value;
      return this;
    }

    /**
     * Sets whether a refusal that was given before was respected.
     *
     * @param value the value
     * @return this builder
     */
    public Builder replayed(boolean value) {
      this.replayed = value;
      return this;
    }

    /**
     * Sets whether the call waited for a request that another call had begun.
     *
     * @param value the value
     * @return this builder
     */
    public Builder joined(boolean value) {
      this.joined = value;
      return this;
    }

    /**
     * Sets whether nobody waited: an early refresh.
     *
     * @param value the value
     * @return this builder
     */
    public Builder background(boolean value) {
      this.background = value;
      return this;
    }

    /**
     * Sets whether the token cache's store has the tokens.
     *
     * @param value the value
     * @return this builder
     */
    public Builder stored(boolean value) {
      this.stored = value;
      return this;
    }

    /**
     * Sets the server's error code.
     *
     * @param value the value, or null for none
     * @return this builder
     */
    public Builder errorCode(@Nullable OAuthErrorCode value) {
      this.errorCode = value;
      return this;
    }

    /**
     * Sets the simple name of the exception.
     *
     * @param value the value, or null for none
     * @return this builder
     */
    public Builder failure(@Nullable String value) {
      this.failure = value;
      return this;
    }

    /**
     * Sets the id that was sent or given.
     *
     * @param value the value, or null for none
     * @return this builder
     */
    public Builder correlationId(@Nullable CorrelationId value) {
      this.correlationId = value;
      return this;
    }

    /**
     * Sets what the token came through.
     *
     * @param value the value, or null for nothing of the kind
     * @return this builder
     */
    public Builder via(@Nullable String value) {
      this.via = value;
      return this;
    }

    /** {@return the event} */
    public TokenEvent build() {
      return new TokenEvent(this);
    }
  }
}

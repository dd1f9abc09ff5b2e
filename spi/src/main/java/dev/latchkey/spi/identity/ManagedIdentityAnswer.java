package dev.latchkey.spi.identity;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host gave a token. Immutable.
 *
 * @since 0.1
 */
public final class ManagedIdentityAnswer {

  private final Secret accessToken;
  private final TokenType type;
  private final Duration life;
  private final @Nullable Duration refreshIn;
  private final int httpCalls;

  private ManagedIdentityAnswer(
      Secret accessToken,
      TokenType type,
      Duration life,
      @Nullable Duration refreshIn,
      int httpCalls) {
    this.accessToken = Objects.requireNonNull(accessToken, "access token");
    this.type = Objects.requireNonNull(type, "token type");
    this.life = Objects.requireNonNull(life, "life");
    this.refreshIn = refreshIn;
    this.httpCalls = httpCalls;
  }

  /**
   * Describes an answer.
   *
   * @param accessToken the token
   * @param type how it is used
   * @param life how long it lives from its receipt; zero if it had ended before
   * @return the answer
   */
  public static ManagedIdentityAnswer of(Secret accessToken, TokenType type, Duration life) {
    return new ManagedIdentityAnswer(
        accessToken, type, life.isNegative() ? Duration.ZERO : life, null, 1);
  }

  /**
   * Sets when the host wants the token refreshed.
   *
   * @param value the time from its receipt
   * @return a copy with it
   */
  public ManagedIdentityAnswer refreshIn(Duration value) {
    return new ManagedIdentityAnswer(
        accessToken, type, life, Objects.requireNonNull(value, "refresh in"), httpCalls);
  }

  /**
   * Says how many requests it took, where it was not one.
   *
   * @param value how many
   * @return a copy with it
   */
  public ManagedIdentityAnswer httpCalls(int value) {
    return new ManagedIdentityAnswer(accessToken, type, life, refreshIn, value);
  }

  /** {@return the token} */
  public Secret accessToken() {
    return accessToken;
  }

  /** {@return how it is used} */
  public TokenType type() {
    return type;
  }

  /** {@return how long it lives from its receipt} */
  public Duration life() {
    return life;
  }

  /** {@return when the host wants it refreshed, if it said so} */
  public Optional<Duration> refreshIn() {
    return Optional.ofNullable(refreshIn);
  }

  /** {@return how many requests it took} */
  public int httpCalls() {
    return httpCalls;
  }

  /** {@return type and life} */
  @Override
  public String toString() {
    return "ManagedIdentityAnswer[type=" + type + ", life=" + life + "]";
  }
}

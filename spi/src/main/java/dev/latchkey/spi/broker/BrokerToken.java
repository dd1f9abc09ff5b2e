package dev.latchkey.spi.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The broker gave a token. Immutable.
 *
 * @since 0.1
 */
public final class BrokerToken implements BrokerAnswer {

  private final Secret accessToken;
  private final TokenType type;
  private final Instant expiresAt;
  private final Scopes grantedScopes;
  private final @Nullable Instant extendedExpiresAt;
  private final @Nullable Secret idToken;
  private final @Nullable String clientInfo;
  private final @Nullable BrokerAccount account;
  private final Map<String, String> telemetry;

  private BrokerToken(Builder from) {
    this.accessToken = from.accessToken;
    this.type = from.type;
    this.expiresAt = from.expiresAt;
    this.grantedScopes = from.grantedScopes;
    this.extendedExpiresAt = from.extendedExpiresAt;
    this.idToken = from.idToken;
    this.clientInfo = from.clientInfo;
    this.account = from.account;
    this.telemetry = from.telemetry;
  }

  /**
   * Starts an answer.
   *
   * @param accessToken the token; for a proof of possession the signed request, without the word
   *     before it
   * @param type how it is used
   * @param expiresAt when it ends
   * @param grantedScopes what it is good for
   * @return a builder with everything else absent
   */
  public static Builder builder(
      Secret accessToken, TokenType type, Instant expiresAt, Scopes grantedScopes) {
    return new Builder(accessToken, type, expiresAt, grantedScopes);
  }

  /** {@return the token; for a proof of possession the signed request} */
  public Secret accessToken() {
    return accessToken;
  }

  /** {@return how it is used} */
  public TokenType type() {
    return type;
  }

  /** {@return when it ends} */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** {@return what it is good for} */
  public Scopes grantedScopes() {
    return grantedScopes;
  }

  /** {@return when it ends in an outage of the service} */
  public Optional<Instant> extendedExpiresAt() {
    return Optional.ofNullable(extendedExpiresAt);
  }

  /** {@return the ID token, whole} */
  public Optional<Secret> idToken() {
    return Optional.ofNullable(idToken);
  }

  /** {@return who signed in, as Entra encodes it} */
  public Optional<String> clientInfo() {
    return Optional.ofNullable(clientInfo);
  }

  /** {@return who signed in; empty if the broker did not say, and then it is who was asked for} */
  public Optional<BrokerAccount> account() {
    return Optional.ofNullable(account);
  }

  /** {@return what the broker tells of itself, verbatim} */
  public Map<String, String> telemetry() {
    return telemetry;
  }

  /** {@return type, end and scopes} */
  @Override
  public String toString() {
    return "BrokerToken[type="
        + type
        + ", expiresAt="
        + expiresAt
        + ", grantedScopes="
        + grantedScopes
        + "]";
  }

  /**
   * Puts an answer together. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final Secret accessToken;
    private final TokenType type;
    private final Instant expiresAt;
    private final Scopes grantedScopes;
    private @Nullable Instant extendedExpiresAt;
    private @Nullable Secret idToken;
    private @Nullable String clientInfo;
    private @Nullable BrokerAccount account;
    private Map<String, String> telemetry = Map.of();

    private Builder(Secret accessToken, TokenType type, Instant expiresAt, Scopes grantedScopes) {
      this.accessToken = Objects.requireNonNull(accessToken, "access token");
      this.type = Objects.requireNonNull(type, "token type");
      this.expiresAt = Objects.requireNonNull(expiresAt, "expires at");
      this.grantedScopes = Objects.requireNonNull(grantedScopes, "granted scopes");
    }

    /**
     * Sets when the token ends in an outage of the service.
     *
     * @param value the time, or null for none
     * @return this builder
     */
    public Builder extendedExpiresAt(@Nullable Instant value) {
      this.extendedExpiresAt = value;
      return this;
    }

    /**
     * Sets the ID token.
     *
     * @param value the whole token, or null for none
     * @return this builder
     */
    public Builder idToken(@Nullable Secret value) {
      this.idToken = value;
      return this;
    }

    /**
     * Sets who signed in, as Entra encodes it.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder clientInfo(@Nullable String value) {
      this.clientInfo = value;
      return this;
    }

    /**
     * Sets who signed in.
     *
     * @param value the account, or null if the broker did not say
     * @return this builder
     */
    public Builder account(@Nullable BrokerAccount value) {
      this.account = value;
      return this;
    }

    /**
     * Sets what the broker tells of itself.
     *
     * @param value texts by name, which are copied
     * @return this builder
     */
    public Builder telemetry(Map<String, String> value) {
      this.telemetry = Map.copyOf(value);
      return this;
    }

    /** {@return the answer} */
    public BrokerToken build() {
      return new BrokerToken(this);
    }
  }
}

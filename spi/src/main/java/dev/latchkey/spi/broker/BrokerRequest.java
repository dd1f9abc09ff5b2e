package dev.latchkey.spi.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a token. Immutable.
 *
 * @since 0.1
 */
public final class BrokerRequest {

  private final BrokerCall call;
  private final URI authority;
  private final Scopes scopes;
  private final boolean authorityValidated;
  private final @Nullable BrokerAccount account;
  private final @Nullable String claims;
  private final @Nullable String loginHint;
  private final @Nullable String prompt;
  private final @Nullable Secret accessTokenToRenew;
  private final @Nullable ProofOfPossession proof;
  private final Map<String, String> parameters;

  private BrokerRequest(Builder from) {
    this.call = from.call;
    this.authority = from.authority;
    this.scopes = from.scopes;
    this.authorityValidated = from.authorityValidated;
    this.account = from.account;
    this.claims = from.claims;
    this.loginHint = from.loginHint;
    this.prompt = from.prompt;
    this.accessTokenToRenew = from.accessTokenToRenew;
    this.proof = from.proof;
    this.parameters = from.parameters;
  }

  /**
   * Starts a request.
   *
   * @param call who asks
   * @param authority the authority: {@code https://host/tenant}
   * @param scopes the scopes wanted, without those that every sign-in implies
   * @return a builder with everything else absent
   */
  public static Builder builder(BrokerCall call, URI authority, Scopes scopes) {
    return new Builder(call, authority, scopes);
  }

  /** {@return who asks} */
  public BrokerCall call() {
    return call;
  }

  /** {@return the authority: {@code https://host/tenant}} */
  public URI authority() {
    return authority;
  }

  /** {@return the scopes wanted, without those that every sign-in implies} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return whether the broker is to check that the authority is a known one} */
  public boolean authorityValidated() {
    return authorityValidated;
  }

  /** {@return the person; empty for the default account of the system, or for whoever signs in} */
  public Optional<BrokerAccount> account() {
    return Optional.ofNullable(account);
  }

  /** {@return the claims request, JSON text} */
  public Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return the name that the person will probably sign in with} */
  public Optional<String> loginHint() {
    return Optional.ofNullable(loginHint);
  }

  /** {@return what the person is to be asked (OpenID Connect Core, section 3.1.2.1)} */
  public Optional<String> prompt() {
    return Optional.ofNullable(prompt);
  }

  /** {@return the access token that is not to come back: a forced refresh} */
  public Optional<Secret> accessTokenToRenew() {
    return Optional.ofNullable(accessTokenToRenew);
  }

  /** {@return the HTTP request that the token is to be bound to} */
  public Optional<ProofOfPossession> proof() {
    return Optional.ofNullable(proof);
  }

  /** {@return further parameters, verbatim} */
  public Map<String, String> parameters() {
    return parameters;
  }

  /** {@return who asks, and for which scopes} */
  @Override
  public String toString() {
    return "BrokerRequest[call=" + call + ", scopes=" + scopes + "]";
  }

  /**
   * Puts a request together. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final BrokerCall call;
    private final URI authority;
    private final Scopes scopes;
    private boolean authorityValidated = true;
    private @Nullable BrokerAccount account;
    private @Nullable String claims;
    private @Nullable String loginHint;
    private @Nullable String prompt;
    private @Nullable Secret accessTokenToRenew;
    private @Nullable ProofOfPossession proof;
    private Map<String, String> parameters = Map.of();

    private Builder(BrokerCall call, URI authority, Scopes scopes) {
      this.call = Objects.requireNonNull(call, "call");
      this.authority = Objects.requireNonNull(authority, "authority");
      this.scopes = Objects.requireNonNull(scopes, "scopes");
    }

    /**
     * Sets whether the broker is to check that the authority is a known one.
     *
     * @param value the wish; true by default
     * @return this builder
     */
    public Builder authorityValidated(boolean value) {
      this.authorityValidated = value;
      return this;
    }

    /**
     * Sets the person.
     *
     * @param value the account, or null for none
     * @return this builder
     */
    public Builder account(@Nullable BrokerAccount value) {
      this.account = value;
      return this;
    }

    /**
     * Sets the claims request.
     *
     * @param value JSON text, or null for none
     * @return this builder
     */
    public Builder claims(@Nullable String value) {
      this.claims = value;
      return this;
    }

    /**
     * Sets the name that the person will probably sign in with.
     *
     * @param value the name, or null for none
     * @return this builder
     */
    public Builder loginHint(@Nullable String value) {
      this.loginHint = value;
      return this;
    }

    /**
     * Sets what the person is to be asked.
     *
     * @param value the value of OpenID Connect, or null for none
     * @return this builder
     */
    public Builder prompt(@Nullable String value) {
      this.prompt = value;
      return this;
    }

    /**
     * Sets the access token that is not to come back.
     *
     * @param value the token, or null for none
     * @return this builder
     */
    public Builder accessTokenToRenew(@Nullable Secret value) {
      this.accessTokenToRenew = value;
      return this;
    }

    /**
     * Sets the HTTP request that the token is to be bound to.
     *
     * @param value the request, or null for a bearer token
     * @return this builder
     */
    public Builder proof(@Nullable ProofOfPossession value) {
      this.proof = value;
      return this;
    }

    /**
     * Sets further parameters.
     *
     * @param value the parameters, verbatim, which are copied
     * @return this builder
     */
    public Builder parameters(Map<String, String> value) {
      this.parameters = Map.copyOf(value);
      return this;
    }

    /** {@return the request} */
    public BrokerRequest build() {
      return new BrokerRequest(this);
    }
  }
}

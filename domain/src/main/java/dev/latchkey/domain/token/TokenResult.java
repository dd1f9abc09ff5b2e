package dev.latchkey.domain.token;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.TokenBinding;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token and how it was got. Immutable and safe to share.
 *
 * @since 0.1
 */
public final class TokenResult {

  private final @Nullable Secret accessToken;
  private final TokenType type;
  private final Lifetime lifetime;
  private final Scopes scopes;
  private final Realm realm;
  private final TokenSource source;
  private final RefreshReason refreshReason;
  private final Duration duration;
  private final int httpCalls;
  private final Duration waited;
  private final @Nullable Account account;
  private final @Nullable CorrelationId correlationId;
  private final @Nullable Secret idToken;
  private final @Nullable Function<Secret, @Nullable IdTokenClaims> claimsOf;
  private final @Nullable Secret spaCode;
  private final @Nullable RegionUse region;
  private final @Nullable String via;
  private final boolean stored;
  private final @Nullable TokenBinding binding;

  private TokenResult(Builder from) {
    this.accessToken = from.accessToken;
    this.type = from.type;
    this.lifetime = from.lifetime;
    this.scopes = from.scopes;
    this.realm = from.realm;
    this.source = from.source;
    this.refreshReason = from.refreshReason;
    this.duration = from.duration;
    this.httpCalls = from.httpCalls;
    this.waited = from.waited;
    this.account = from.account;
    this.correlationId = from.correlationId;
    this.idToken = from.idToken;
    this.claimsOf = from.claimsOf;
    this.spaCode = from.spaCode;
    this.region = from.region;
    this.via = from.via;
    this.stored = from.stored;
    this.binding = from.binding;
  }

  /**
   * Starts a result, as adapters and tests need it.
   *
   * @param accessToken the token
   * @param lifetime when it was received and how long it lives
   * @return a builder for a bearer token from the cache, with no scopes
   */
  public static Builder builder(Secret accessToken, Lifetime lifetime) {
    return new Builder(Objects.requireNonNull(accessToken, "access token"), lifetime);
  }

  /**
   * Starts a result of an answer that has an ID token alone (OpenID Connect Core, section 3.1.3.3,
   * as far as servers keep to it).
   *
   * @param lifetime when it was received; nothing else of it is used
   * @return a builder for a result without an access token
   */
  public static Builder withoutAccessToken(Lifetime lifetime) {
    return new Builder(null, lifetime);
  }

  /** {@return whether there is an access token; some flows bring an ID token alone} */
  public boolean hasAccessToken() {
    return accessToken != null;
  }

  /**
   * The token.
   *
   * @return the token
   * @throws IllegalStateException if there is none; see {@link #hasAccessToken}
   */
  public Secret accessToken() {
    if (accessToken == null) {
      throw new IllegalStateException(
          "the authority sent an ID token alone; ask for a scope of an API, or see"
              + " hasAccessToken()");
    }
    return accessToken;
  }

  /** {@return how the token is used} */
  public TokenType tokenType() {
    return type;
  }

  /**
   * Makes the value of an Authorization header (RFC 6750, section 2.1).
   *
   * @return the value, made anew each time
   * @throws IllegalStateException if there is no access token, or it is bound to a key: then each
   *     request needs a proof of its own, see {@link #headersFor(String, URI)}
   */
  public String authorizationHeader() {
    if (binding != null) {
      throw new IllegalStateException(
          "the token is bound to a key and is no use without a proof; send headersFor(method, uri)"
              + " with each request");
    }
    return type.value() + " " + accessToken().reveal();
  }

  /**
   * Makes all header fields that a request with this token needs: Authorization, and what proves
   * that the key is there. For a bearer token that is Authorization alone.
   *
   * @param method the HTTP method of the request, in upper case
   * @param uri where the request goes, with its query
   * @return header fields by name, good for this one request
   * @throws IllegalStateException if there is no access token, or one that is not used in HTTP
   *     requests
   * @throws dev.latchkey.domain.error.CryptoException if the key could not sign
   */
  public Map<String, String> headersFor(String method, URI uri) {
    return headersFor(ProtectedRequest.of(method, uri));
  }

  /**
   * Makes all header fields that a request with this token needs, as {@link #headersFor(String,
   * URI)} does.
   *
   * @param request what is signed of the request
   * @return header fields by name, good for this one request
   */
  public Map<String, String> headersFor(ProtectedRequest request) {
    Objects.requireNonNull(request, "request");
    return binding == null
        ? Map.of("Authorization", authorizationHeader())
        : binding.headersFor(accessToken(), request);
  }

  /**
   * {@return the name of the key that the token is bound to: the thumbprint of the key (RFC 7638)
   * or of the certificate (RFC 8705); empty for a bearer token}
   */
  public Optional<String> keyId() {
    return Optional.ofNullable(binding).map(TokenBinding::keyId);
  }

  /** {@return the certificate that the resource has to be called with; empty if with none} */
  public Optional<X509Certificate> bindingCertificate() {
    return Optional.ofNullable(binding).flatMap(TokenBinding::certificate);
  }

  /** {@return when the token ends, by the wall clock; when it came, if there is none} */
  public Instant expiresAt() {
    return lifetime.expiresAt();
  }

  /** {@return when the server wants it refreshed, if it said so} */
  public Optional<Instant> refreshAt() {
    return lifetime.refreshAt();
  }

  /** {@return the scopes that were granted, which may be more than were asked for} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the tenant, or the like, that issued the token} */
  public Realm realm() {
    return realm;
  }

  /** {@return the person the token stands for; empty for the application itself} */
  public Optional<Account> account() {
    return Optional.ofNullable(account);
  }

  /** {@return the ID token that came with the token, or the latest of the same sign-in} */
  public Optional<Secret> idToken() {
    return Optional.ofNullable(idToken);
  }

  /**
   * {@return what that ID token says of the person; it was validated before it was kept. Read anew
   * each time, since few ask and it takes as much room as the token}
   */
  public Optional<IdTokenClaims> idTokenClaims() {
    return idToken == null || claimsOf == null
        ? Optional.empty()
        : Optional.ofNullable(claimsOf.apply(idToken));
  }

  /**
   * {@return a second code, for the page of a single-page application to redeem by itself (Entra);
   * empty unless it was asked for}
   */
  public Optional<Secret> spaCode() {
    return Optional.ofNullable(spaCode);
  }

  /**
   * {@return what became of the wish for an Azure region; empty if there was none, and for a token
   * from the cache, where the region makes no difference}
   */
  public Optional<RegionUse> region() {
    return Optional.ofNullable(region);
  }

  /**
   * Tells whether the token cache's store has what this call brought. If not, memory has it, and
   * the store gets it when it can be reached again; it is lost if the process ends before.
   *
   * @return false only if there is a store, and it failed to take the tokens of this call
   */
  public boolean stored() {
    return stored;
  }

  /** {@return where it came from} */
  public TokenSource source() {
    return source;
  }

  /**
   * {@return the back end of managed identity, or the link of a chain, that it came through, such
   * as {@code imds}; empty elsewhere}
   */
  public Optional<String> via() {
    return Optional.ofNullable(via);
  }

  /** {@return why the cache alone did not answer} */
  public RefreshReason refreshReason() {
    return refreshReason;
  }

  /** {@return how long getting it took; zero from the cache, where no time is taken} */
  public Duration duration() {
    return duration;
  }

  /** {@return how many HTTP requests were sent for it, discovery and repeats included} */
  public int httpCalls() {
    return httpCalls;
  }

  /** {@return the pauses between these requests; part of the duration} */
  public Duration waited() {
    return waited;
  }

  /** {@return the id that was sent, or that the caller gave; empty if neither} */
  public Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /**
   * Copies the result for a caller who brought an id of his own.
   *
   * @param id the caller's id
   * @return a copy with it
   */
  public TokenResult withCorrelationId(CorrelationId id) {
    return toBuilder().correlationId(Objects.requireNonNull(id, "correlation id")).build();
  }

  /** {@return a builder with everything of this result} */
  public Builder toBuilder() {
    Builder copy = new Builder(accessToken, lifetime);
    copy.type = type;
    copy.scopes = scopes;
    copy.realm = realm;
    copy.source = source;
    copy.refreshReason = refreshReason;
    copy.duration = duration;
    copy.httpCalls = httpCalls;
    copy.waited = waited;
    copy.account = account;
    copy.correlationId = correlationId;
    copy.idToken = idToken;
    copy.claimsOf = claimsOf;
    copy.spaCode = spaCode;
    copy.region = region;
    copy.via = via;
    copy.stored = stored;
    copy.binding = binding;
    return copy;
  }

  /** {@return everything but the token and the person} */
  @Override
  public String toString() {
    return "TokenResult[type="
        + type
        + ", source="
        + source
        + ", scopes="
        + scopes
        + ", expiresAt="
        + expiresAt()
        + "]";
  }

  /**
   * Puts a result together. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final @Nullable Secret accessToken;
    private final Lifetime lifetime;
    private TokenType type = TokenType.BEARER;
    private Scopes scopes = Scopes.none();
    private Realm realm = new Realm("");
    private TokenSource source = TokenSource.CACHE;
    private RefreshReason refreshReason = RefreshReason.NOT_APPLICABLE;
    private Duration duration = Duration.ZERO;
    private int httpCalls;
    private Duration waited = Duration.ZERO;
    private @Nullable Account account;
    private @Nullable CorrelationId correlationId;
    private @Nullable Secret idToken;
    private @Nullable Function<Secret, @Nullable IdTokenClaims> claimsOf;
    private @Nullable Secret spaCode;
    private @Nullable RegionUse region;
    private @Nullable String via;
    private boolean stored = true;
    private @Nullable TokenBinding binding;

    private Builder(@Nullable Secret accessToken, Lifetime lifetime) {
      this.accessToken = accessToken;
      this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
    }

    /**
     * Sets how the token is used.
     *
     * @param value the type
     * @return this builder
     */
    public Builder tokenType(TokenType value) {
      this.type = Objects.requireNonNull(value, "token type");
      return this;
    }

    /**
     * Sets the granted scopes.
     *
     * @param value the scopes
     * @return this builder
     */
    public Builder scopes(Scopes value) {
      this.scopes = Objects.requireNonNull(value, "scopes");
      return this;
    }

    /**
     * Sets the issuing tenant.
     *
     * @param value the tenant or the like
     * @return this builder
     */
    public Builder realm(Realm value) {
      this.realm = Objects.requireNonNull(value, "realm");
      return this;
    }

    /**
     * Sets where the token came from, and why from there.
     *
     * @param newSource where it came from
     * @param newReason why the cache alone did not answer
     * @return this builder
     */
    public Builder source(TokenSource newSource, RefreshReason newReason) {
      this.source = Objects.requireNonNull(newSource, "source");
      this.refreshReason = Objects.requireNonNull(newReason, "refresh reason");
      return this;
    }

    /**
     * Sets what getting it cost.
     *
     * @param newDuration the time
     * @param newHttpCalls the number of HTTP requests
     * @return this builder
     */
    public Builder cost(Duration newDuration, int newHttpCalls) {
      this.duration = Objects.requireNonNull(newDuration, "duration");
      this.httpCalls = newHttpCalls;
      return this;
    }

    /**
     * Sets how much of the time were pauses between requests.
     *
     * @param value the pauses
     * @return this builder
     */
    public Builder waited(Duration value) {
      this.waited = Objects.requireNonNull(value, "waited");
      return this;
    }

    /**
     * Sets the person.
     *
     * @param value the account, or null for the application itself
     * @return this builder
     */
    public Builder account(@Nullable Account value) {
      this.account = value;
      return this;
    }

    /**
     * Sets the correlation id.
     *
     * @param value the id, or null for none
     * @return this builder
     */
    public Builder correlationId(@Nullable CorrelationId value) {
      this.correlationId = value;
      return this;
    }

    /**
     * Sets the ID token.
     *
     * @param token the token in compact form
     * @param claims what it says, validated
     * @return this builder
     */
    public Builder idToken(Secret token, IdTokenClaims claims) {
      Objects.requireNonNull(claims, "id token claims");
      return idToken(token, known -> claims);
    }

    /**
     * Sets the ID token, to be read when somebody asks what it says.
     *
     * @param token the token in compact form, validated
     * @param reader reads what it says; null if it cannot be read
     * @return this builder
     */
    public Builder idToken(Secret token, Function<Secret, @Nullable IdTokenClaims> reader) {
      this.idToken = Objects.requireNonNull(token, "id token");
      this.claimsOf = Objects.requireNonNull(reader, "reader of id tokens");
      return this;
    }

    /**
     * Sets the second code.
     *
     * @param value a code for the page to redeem, or null for none
     * @return this builder
     */
    public Builder spaCode(@Nullable Secret value) {
      this.spaCode = value;
      return this;
    }

    /**
     * Sets what became of the wish for a region.
     *
     * @param value what became of it, or null if there was none
     * @return this builder
     */
    public Builder region(@Nullable RegionUse value) {
      this.region = value;
      return this;
    }

    /**
     * Sets what the token came through.
     *
     * @param value a back end of managed identity or a link of a chain, or null for neither
     * @return this builder
     */
    public Builder via(@Nullable String value) {
      this.via = value;
      return this;
    }

    /**
     * Sets whether the token cache's store has it.
     *
     * @param value true by default
     * @return this builder
     */
    public Builder stored(boolean value) {
      this.stored = value;
      return this;
    }

    /**
     * Sets the key that the token is bound to.
     *
     * @param value the key, or null for a bearer token
     * @return this builder
     */
    public Builder binding(@Nullable TokenBinding value) {
      this.binding = value;
      return this;
    }

    /** {@return the result} */
    public TokenResult build() {
      return new TokenResult(this);
    }
  }
}

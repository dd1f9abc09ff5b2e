package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a token in exchange for another (RFC 8693), at authorities that do that; Entra does it
 * its own way, by {@link OnBehalfOfRequest}. Immutable.
 *
 * @since 0.1
 */
public final class TokenExchangeRequest {

  /** An access token of OAuth 2.0 (RFC 8693, section 3). */
  public static final URI ACCESS_TOKEN = type("access_token");

  /** An ID token of OpenID Connect (RFC 8693, section 3). */
  public static final URI ID_TOKEN = type("id_token");

  /** A JWT of any kind (RFC 8693, section 3). */
  public static final URI JWT = type("jwt");

  private final Scopes scopes;
  private final Secret subjectToken;
  private final URI subjectType;
  private final Optional<Secret> actorToken;
  private final Optional<URI> actorType;
  private final Map<String, String> target;
  private final Map<String, String> extra;
  private final boolean forceRefresh;
  private final CallOptions options;

  private TokenExchangeRequest(Builder next) {
    this.scopes = next.scopes;
    this.subjectToken = next.subjectToken;
    this.subjectType = next.subjectType;
    this.actorToken = next.actorToken;
    this.actorType = next.actorType;
    this.target = Map.copyOf(next.target);
    this.extra = next.extra;
    this.forceRefresh = next.forceRefresh;
    Map<String, String> all = new HashMap<>(extra);
    all.putAll(target);
    this.options = next.options.withExtraParameters(all);
  }

  private static URI type(String name) {
    return URI.create("urn:ietf:params:oauth:token-type:" + name);
  }

  /**
   * Exchanges a token.
   *
   * @param subjectToken whom the new token is for: an {@linkplain #ACCESS_TOKEN access token} that
   *     the client was called with, unless its {@linkplain #subjectType type} is told
   * @return the request
   */
  public static TokenExchangeRequest of(Secret subjectToken) {
    return new TokenExchangeRequest(new Builder(subjectToken));
  }

  /**
   * Tells what kind of token is exchanged.
   *
   * @param value the kind
   * @return a copy with it
   */
  public TokenExchangeRequest subjectType(URI value) {
    Builder next = new Builder(this);
    next.subjectType = Objects.requireNonNull(value, "subject type");
    return new TokenExchangeRequest(next);
  }

  /**
   * Names who acts for the subject, if that is not the client itself.
   *
   * @param token of the one who acts
   * @param type what kind of token that is
   * @return a copy with both
   */
  public TokenExchangeRequest actor(Secret token, URI type) {
    Builder next = new Builder(this);
    next.actorToken = Optional.of(Objects.requireNonNull(token, "actor token"));
    next.actorType = Optional.of(Objects.requireNonNull(type, "actor type"));
    return new TokenExchangeRequest(next);
  }

  /**
   * Asks for scopes. Unlike elsewhere nothing is added to them.
   *
   * @param values the scopes, in place of those given before; none for what the authority thinks
   *     fit
   * @return a copy with them
   * @throws IllegalArgumentException if one has a character that RFC 6749 does not allow
   */
  public TokenExchangeRequest scopes(Collection<String> values) {
    Builder next = new Builder(this);
    next.scopes = Scopes.of(values);
    return new TokenExchangeRequest(next);
  }

  /**
   * Names the service that the new token is for, as the authority knows it.
   *
   * @param value its name
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public TokenExchangeRequest audience(String value) {
    if (Objects.requireNonNull(value, "audience").isBlank()) {
      throw new IllegalArgumentException("audience is empty; leave the option out instead");
    }
    return with("audience", value);
  }

  /**
   * Names the service that the new token is for by its address (RFC 8707).
   *
   * @param value absolute and without fragment
   * @return a copy with it
   * @throws IllegalArgumentException if it is neither
   */
  public TokenExchangeRequest resource(URI value) {
    return with("resource", ResourceParameter.checked(value).toString());
  }

  /**
   * Asks for a kind of token. What is no access token is not kept.
   *
   * @param value the kind
   * @return a copy with it
   */
  public TokenExchangeRequest requestedType(URI value) {
    return with("requested_token_type", value.toString());
  }

  private TokenExchangeRequest with(String name, String value) {
    Builder next = new Builder(this);
    next.target = new HashMap<>(target);
    next.target.put(name, value);
    return new TokenExchangeRequest(next);
  }

  /**
   * Asks for a new token even if the cache has one.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public TokenExchangeRequest forceRefresh(boolean value) {
    Builder next = new Builder(this);
    next.forceRefresh = value;
    return new TokenExchangeRequest(next);
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public TokenExchangeRequest authority(Authority value) {
    Builder next = new Builder(this);
    next.options = options.withAuthority(value);
    return new TokenExchangeRequest(next);
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public TokenExchangeRequest correlationId(CorrelationId value) {
    Builder next = new Builder(this);
    next.options = options.withCorrelationId(value);
    return new TokenExchangeRequest(next);
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public TokenExchangeRequest extraParameters(Map<String, String> parameters) {
    Builder next = new Builder(this);
    next.extra = ExtraParameters.checked(parameters);
    return new TokenExchangeRequest(next);
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; only access tokens are
   * @return a copy with it
   */
  public TokenExchangeRequest authScheme(KeyBoundScheme value) {
    Builder next = new Builder(this);
    next.options = options.withAuthScheme(value);
    return new TokenExchangeRequest(next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return whom the new token is for} */
  public Secret subjectToken() {
    return subjectToken;
  }

  /** {@return what kind of token that is} */
  public URI subjectType() {
    return subjectType;
  }

  /** {@return who acts for them} */
  public Optional<Secret> actorToken() {
    return actorToken;
  }

  /** {@return what kind of token that is} */
  public Optional<URI> actorType() {
    return actorType;
  }

  /** {@return whether the cache is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /** {@return everything else; what the token is for is among the parameters} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options, never the tokens} */
  @Override
  public String toString() {
    return "TokenExchangeRequest[scopes=" + scopes + ", " + options + "]";
  }

  /** The next request while it is put together. */
  private static final class Builder {

    private final Secret subjectToken;
    private Scopes scopes = Scopes.none();
    private URI subjectType = ACCESS_TOKEN;
    private Optional<Secret> actorToken = Optional.empty();
    private Optional<URI> actorType = Optional.empty();
    private Map<String, String> target = Map.of();
    private Map<String, String> extra = Map.of();
    private boolean forceRefresh;
    private CallOptions options = CallOptions.NONE;

    Builder(Secret subjectToken) {
      this.subjectToken = Objects.requireNonNull(subjectToken, "subject token");
    }

    Builder(TokenExchangeRequest request) {
      this(request.subjectToken);
      this.scopes = request.scopes;
      this.subjectType = request.subjectType;
      this.actorToken = request.actorToken;
      this.actorType = request.actorType;
      this.target = request.target;
      this.extra = request.extra;
      this.forceRefresh = request.forceRefresh;
      this.options = request.options;
    }
  }
}

package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Begins a sign-in with a browser (RFC 6749, section 4.1; RFC 7636; OpenID Connect Core, section
 * 3.1). PKCE, state and nonce are the library's affair. Immutable.
 *
 * @since 0.1
 */
public final class AuthCodeFlowRequest {

  private final Scopes scopes;
  private final CallOptions options;
  private final AuthorizationOptions authorization;
  private final Map<String, String> extraParameters;
  private final @Nullable URI resource;

  private AuthCodeFlowRequest(
      Scopes scopes,
      CallOptions options,
      AuthorizationOptions authorization,
      Map<String, String> extraParameters,
      @Nullable URI resource) {
    this.scopes = scopes;
    this.extraParameters = extraParameters;
    this.resource = resource;
    this.options =
        options.withExtraParameters(ResourceParameter.addedTo(extraParameters, resource));
    this.authorization = authorization;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes case-sensitive, without openid, profile and offline_access, which the library
   *     adds; may be empty to sign a person in and no more
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static AuthCodeFlowRequest of(Collection<String> scopes) {
    return new AuthCodeFlowRequest(
        ReservedScopes.requireNone(Scopes.of(scopes)),
        CallOptions.NONE,
        AuthorizationOptions.NONE,
        Map.of(),
        null);
  }

  /**
   * Says where the answer goes. Without it the authority uses the one that is registered.
   *
   * @param value absolute, without fragment, exactly as registered
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public AuthCodeFlowRequest redirectUri(URI value) {
    return with(authorization.withRedirectUri(value));
  }

  /**
   * Links request and answer by a value of the application's own. By default the library makes one
   * of 256 random bits.
   *
   * @param value unguessable, and another one for each flow; visible ASCII
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public AuthCodeFlowRequest state(String value) {
    return with(authorization.withState(value));
  }

  /**
   * Says what the authority asks of the person. By default nothing is said.
   *
   * @param value the wish
   * @return a copy with it
   */
  public AuthCodeFlowRequest prompt(Prompt value) {
    return with(authorization.withPrompt(value));
  }

  /**
   * Says who is going to sign in.
   *
   * @param value usually the name the person signs in with
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public AuthCodeFlowRequest loginHint(String value) {
    return with(authorization.withLoginHint(value));
  }

  /**
   * Says where the person belongs, so that the page that finds out by the e-mail address is passed
   * over (Entra).
   *
   * @param value {@code consumers}, {@code organizations} or a domain of the tenant
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public AuthCodeFlowRequest domainHint(String value) {
    return with(authorization.withDomainHint(value));
  }

  /**
   * Asks that the person has signed in actively not longer ago; completing the flow checks the ID
   * token's {@code auth_time}.
   *
   * @param value whole seconds, not negative
   * @return a copy with it
   * @throws IllegalArgumentException if it is negative
   */
  public AuthCodeFlowRequest maxAge(Duration value) {
    return with(authorization.withMaxAge(value));
  }

  /**
   * Says how the answer comes. By default nothing is sent, which means the query.
   *
   * @param value form_post is recommended
   * @return a copy with it
   */
  public AuthCodeFlowRequest responseMode(ResponseMode value) {
    return with(authorization.withResponseMode(value));
  }

  /**
   * Has the person consent to more than this sign-in gets a token for, such as to another API
   * (Entra). The code is redeemed without these.
   *
   * @param values further scopes
   * @return a copy with them
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public AuthCodeFlowRequest extraScopesToConsent(Collection<String> values) {
    return with(authorization.withExtraScopes(values));
  }

  /**
   * Adds parameters to the address that the person is sent to.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public AuthCodeFlowRequest extraQueryParameters(Map<String, String> parameters) {
    return with(authorization.withExtraQuery(parameters));
  }

  /**
   * Lets people of other clouds sign in (Entra): the tokens come from the cloud that the person
   * belongs to. For public clients.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public AuthCodeFlowRequest instanceAware(boolean value) {
    return with(authorization.withInstanceAware(value));
  }

  /**
   * Asks for a second code beside the tokens, for the page of a single-page application to redeem
   * by itself (Entra); see {@code TokenResult.spaCode()}.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public AuthCodeFlowRequest spaCode(boolean value) {
    return with(authorization.withSpaCode(value));
  }

  /**
   * Leaves what is asked for with the authority before the person is sent there (RFC 9126), so that
   * nobody on the way reads or changes it: the address has a name for it and no more. The authority
   * has to offer it.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public AuthCodeFlowRequest pushed(boolean value) {
    return with(authorization.withPushed(value));
  }

  /**
   * Names the API that the token is for (RFC 8707). The token is kept apart from those for other
   * resources: a silent call finds it by the extra parameter {@code resource}.
   *
   * @param value absolute, without fragment
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public AuthCodeFlowRequest resource(URI value) {
    return new AuthCodeFlowRequest(
        scopes, options, authorization, extraParameters, ResourceParameter.checked(value));
  }

  /**
   * Signs in to another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public AuthCodeFlowRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Signs in at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public AuthCodeFlowRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge, in the address and when the code is redeemed.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public AuthCodeFlowRequest claims(String json) {
    return with(options.withClaims(json));
  }

  /**
   * Asks for claims on the application's own account. Tokens got with different ones are kept
   * apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public AuthCodeFlowRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the flow to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public AuthCodeFlowRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public AuthCodeFlowRequest extraParameters(Map<String, String> parameters) {
    return new AuthCodeFlowRequest(
        scopes, options, authorization, ExtraParameters.checked(parameters), resource);
  }

  /**
   * Asks for a token that is bound to a key. With DPoP the code is bound to it as well (RFC 9449,
   * section 10). The key is not saved with the flow: complete it {@linkplain
   * AuthCodeCompletion#authScheme with the same scheme}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public AuthCodeFlowRequest authScheme(KeyBoundScheme value) {
    return anyScheme(value);
  }

  AuthCodeFlowRequest anyScheme(AuthScheme value) {
    return with(options.withAuthScheme(value));
  }

  private AuthCodeFlowRequest with(CallOptions next) {
    return new AuthCodeFlowRequest(scopes, next, authorization, extraParameters, resource);
  }

  private AuthCodeFlowRequest with(AuthorizationOptions next) {
    return new AuthCodeFlowRequest(scopes, options, next, extraParameters, resource);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the API that the token is for} */
  public Optional<URI> resource() {
    return Optional.ofNullable(resource);
  }

  /** {@return what the address says} */
  public AuthorizationOptions authorization() {
    return authorization;
  }

  /** {@return everything else, the resource among the extra parameters} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options} */
  @Override
  public String toString() {
    return "AuthCodeFlowRequest[scopes=" + scopes + ", " + options + "]";
  }
}

package dev.latchkey.application.user;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.idtoken.ClientInfo;
import dev.latchkey.application.idtoken.HomeAccounts;
import dev.latchkey.application.idtoken.IdTokenExpectation;
import dev.latchkey.application.idtoken.IdTokenValidation;
import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.protocol.TokenCall;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Exchanges a grant for tokens of a person, and finds out who the person is. Keeps nothing. */
public final class UserExchange {

  private final AuthorityResolver resolver;
  private final TokenEndpoint endpoint;
  private final ClaimsParameter claimsParameter;
  private final IdTokenValidation idTokens;

  /**
   * Puts the exchange together.
   *
   * @param resolver finds endpoints
   * @param endpoint exchanges grants
   * @param claimsParameter writes what claims are asked for
   * @param idTokens validates ID tokens
   */
  public UserExchange(
      AuthorityResolver resolver,
      TokenEndpoint endpoint,
      ClaimsParameter claimsParameter,
      IdTokenValidation idTokens) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.claimsParameter = Objects.requireNonNull(claimsParameter, "claims parameter");
    this.idTokens = Objects.requireNonNull(idTokens, "id tokens");
  }

  /**
   * Exchanges a grant.
   *
   * @param audience whom to ask
   * @param grant what to exchange
   * @param options what the caller adds
   * @param mailbox whom the answer is about, or null if that is not known before
   * @param expected adds what the ID token has to say beside the usual, such as a nonce
   * @param conversation the operation
   * @return the answer
   * @throws dev.latchkey.domain.error.IdTokenException if the ID token is not for this client, flow
   *     or time
   */
  public UserAnswer exchange(
      UserAudience audience,
      Grant grant,
      CallOptions options,
      @Nullable String mailbox,
      UnaryOperator<IdTokenExpectation> expected,
      Conversation conversation) {
    // First, so that nothing is sent for a scheme that cannot be had.
    KeyBinding key = audience.binding(options);
    Endpoints endpoints = resolver.resolve(audience.authority(), conversation);
    TokenAnswer tokens =
        endpoint.exchange(
            new TokenCall(
                grant, claimsParameter.of(options), options.extraParameters(), null, mailbox, key),
            endpoints,
            conversation);
    IdTokenClaims claims =
        tokens.idToken() == null
            ? null
            : idTokens.validate(
                tokens.idToken(),
                expected.apply(IdTokenExpectation.of(audience.clientId(), endpoints)),
                endpoints,
                conversation);
    HomeAccountId person =
        HomeAccounts.homeAccountId(audience.authority(), clientInfo(tokens, conversation), claims)
            .orElse(null);
    return new UserAnswer(
        audience,
        tokens,
        tokens.granted() == null ? grant.scopes() : tokens.granted(),
        claims,
        person,
        realm(audience, endpoints, claims, person),
        key);
  }

  private static @Nullable ClientInfo clientInfo(TokenAnswer tokens, Conversation conversation) {
    try {
      return tokens.clientInfo() == null
          ? null
          : ClientInfo.parse(tokens.clientInfo()).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          "the token endpoint's answer cannot be used: " + e.getMessage(),
          conversation.details(),
          e);
    }
  }

  // Who asks "common" is answered by the person's own tenant. Kept under the tenant's own name, a
  // token is found by those who ask that tenant, too.
  private static Realm realm(
      UserAudience audience,
      Endpoints endpoints,
      @Nullable IdTokenClaims claims,
      @Nullable HomeAccountId person) {
    if (!audience.hasTenants()) {
      return endpoints.realm();
    }
    if (claims != null && claims.tenantId().isPresent()) {
      return new Realm(claims.tenantId().get().toLowerCase(Locale.ROOT));
    }
    if (endpoints.realm().isAnyTenant() && person != null && person.value().contains(".")) {
      String tenant = person.value().substring(person.value().lastIndexOf('.') + 1);
      return new Realm(tenant.toLowerCase(Locale.ROOT));
    }
    return endpoints.realm();
  }
}

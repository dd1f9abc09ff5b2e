package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.protocol.TokenCall;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.TokenSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tokens from the authority's token endpoint. */
public final class EndpointOrigin implements AppTokenOrigin {

  private static final System.Logger LOG = System.getLogger(EndpointOrigin.class.getName());

  private final AtomicBoolean warned = new AtomicBoolean();
  private final AuthorityResolver resolver;
  private final TokenEndpoint endpoint;
  private final ClaimsParameter claims;

  /**
   * Asks an authority.
   *
   * @param resolver finds the endpoint
   * @param endpoint exchanges the grant
   * @param claims writes what claims are asked for
   */
  public EndpointOrigin(
      AuthorityResolver resolver, TokenEndpoint endpoint, ClaimsParameter claims) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.claims = Objects.requireNonNull(claims, "claims parameter");
  }

  @Override
  public FetchedToken fetch(
      AppAudience audience, ClientRequest request, Conversation conversation) {
    Endpoints endpoints = resolver.resolve(audience.authority(), conversation);
    warnOfPlaceholder(endpoints.realm());
    TokenAnswer answer =
        endpoint.exchange(
            new TokenCall(
                new ClientCredentialsGrant(request.scopes(), request.fmiPath().orElse(null)),
                claims.of(request.claimsFromClient().orElse(null), request.claims().orElse(null)),
                request.extraParameters(),
                request.credential().orElse(null),
                null),
            endpoints,
            conversation);
    if (answer.accessToken() == null) {
      throw new ServiceException(
          "the token endpoint sent an id token and no access token to an application that asked"
              + " for itself",
          conversation.details(),
          null);
    }
    return new FetchedToken(
        answer.accessToken(),
        answer.type(),
        answer.granted() == null ? request.scopes() : answer.granted(),
        endpoints.realm(),
        answer.expiresIn(),
        answer.refreshIn(),
        TokenSource.IDENTITY_PROVIDER);
  }

  // The request is sent all the same: Entra answers it, with a tenant of its own choice.
  private void warnOfPlaceholder(Realm realm) {
    if (realm.isAnyTenant() && warned.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "an application asks for its own token from {0}, which is no tenant; name yours in the"
              + " authority or the request",
          realm);
    }
  }
}

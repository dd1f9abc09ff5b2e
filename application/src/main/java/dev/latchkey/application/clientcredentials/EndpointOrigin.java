package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.protocol.TokenCall;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.region.RegionalRoute;
import dev.latchkey.application.region.Regions;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.TokenSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tokens from the authority's token endpoint. */
public final class EndpointOrigin implements AppTokenOrigin {

  private static final System.Logger LOG = System.getLogger(EndpointOrigin.class.getName());

  private final AtomicBoolean warned = new AtomicBoolean();
  private final Regions regions;
  private final TokenEndpoint endpoint;
  private final ClaimsParameter claims;

  /**
   * Asks an authority.
   *
   * @param regions find the endpoint
   * @param endpoint exchanges the grant
   * @param claims writes what claims are asked for
   */
  public EndpointOrigin(Regions regions, TokenEndpoint endpoint, ClaimsParameter claims) {
    this.regions = Objects.requireNonNull(regions, "regions");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.claims = Objects.requireNonNull(claims, "claims parameter");
  }

  @Override
  public FetchedToken fetch(
      AppAudience audience, ClientRequest request, Conversation conversation) {
    RegionalRoute route = regions.route(audience.authority(), conversation);
    warnOfPlaceholder(route.endpoints().realm());
    try {
      return exchange(audience, request, route, conversation);
    } catch (TransportException e) {
      if (!route.isRegional() || e.reason() != TransportException.Reason.NOT_CONNECTED) {
        throw e;
      }
      // Nothing was sent to the region, so that the cloud's own host may do it in its place.
      return exchange(
          audience,
          request,
          regions.around(audience.authority(), route, e, conversation),
          conversation);
    }
  }

  private FetchedToken exchange(
      AppAudience audience, ClientRequest request, RegionalRoute route, Conversation conversation) {
    KeyBinding key = audience.binding(request);
    TokenAnswer answer =
        endpoint.exchange(
            new TokenCall(
                new ClientCredentialsGrant(request.scopes(), request.fmiPath().orElse(null)),
                claims.of(request.claimsFromClient().orElse(null), request.claims().orElse(null)),
                request.extraParameters(),
                request.credential().orElse(null),
                null,
                key),
            route.endpoints(),
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
        route.endpoints().realm(),
        answer.expiresIn(),
        answer.refreshIn(),
        TokenSource.IDENTITY_PROVIDER,
        route.use(),
        key);
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

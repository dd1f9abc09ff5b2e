package dev.latchkey.application.authcode;

import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.FormBody;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.Objects;

/** Writes the address where a person's own session at the authority ends. */
public final class EndSession {

  private final UserAudiences audiences;
  private final AuthorityLookup lookup;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param lookup finds where people sign out
   */
  public EndSession(UserAudiences audiences, AuthorityLookup lookup) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.lookup = Objects.requireNonNull(lookup, "lookup");
  }

  /**
   * Writes the address.
   *
   * @param request what it says
   * @param cancellation ends the wait for the authority's metadata
   * @return the address
   */
  public URI write(EndSessionRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    Endpoints endpoints = lookup.endpoints(audience.authority(), null, cancellation);
    URI endpoint = endpoints.signIn().endSession();
    if (endpoint == null) {
      throw new ConfigurationException(
          "the metadata of "
              + audience.authority()
              + " has no end_session_endpoint, so no session can be ended there; remove the account"
              + " and end your own session");
    }
    FormBody query = new FormBody().set("client_id", audience.clientId().value());
    request
        .postLogoutRedirectUri()
        .ifPresent(it -> query.set("post_logout_redirect_uri", it.toString()));
    request.idTokenHint().ifPresent(it -> query.set("id_token_hint", it.reveal()));
    request.logoutHint().ifPresent(it -> query.set("logout_hint", it));
    request.state().ifPresent(it -> query.set("state", it));
    return query.onto(endpoint);
  }
}

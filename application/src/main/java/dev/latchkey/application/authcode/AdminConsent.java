package dev.latchkey.application.authcode;

import dev.latchkey.application.protocol.FormBody;
import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.authority.EntraAuthority;
import java.net.URI;
import java.util.Objects;

/** Writes the address where an administrator consents, in the cloud of the authority. */
public final class AdminConsent {

  private final UserAudiences audiences;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   */
  public AdminConsent(UserAudiences audiences) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
  }

  /**
   * Writes the address. Sends nothing.
   *
   * @param request what it says
   * @return the address
   * @throws IllegalArgumentException if the authority has no such thing
   */
  public URI write(AdminConsentRequest request) {
    UserAudience audience = audiences.of(request.options());
    if (!(audience.authority() instanceof EntraAuthority)) {
      throw new IllegalArgumentException(
          "authority "
              + audience.authority()
              + " is no tenant of Microsoft Entra, so no administrator consents there");
    }
    FormBody query =
        new FormBody()
            .set("client_id", audience.clientId().value())
            .set("redirect_uri", request.redirectUri().toString())
            .set("scope", request.scopes().text());
    request.state().ifPresent(it -> query.set("state", it));
    String path = request.scopes().isEmpty() ? "/adminconsent" : "/v2.0/adminconsent";
    return query.onto(URI.create(audience.authority().uri() + path));
  }
}

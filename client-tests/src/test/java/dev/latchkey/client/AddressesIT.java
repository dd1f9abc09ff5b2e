package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where browsers are sent beside signing in. */
class AddressesIT {

  private static final AdminConsentRequest CONSENT = AdminConsentRequest.of(Hotel.REDIRECT);

  private final Hotel hotel = new Hotel();
  private final PublicClient client = hotel.client().build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  @ParameterizedTest
  @Tag("W-30")
  @EnumSource(Cloud.class)
  void administratorsConsentInTheirOwnCloud(Cloud cloud) {
    URI uri =
        client.adminConsentUri(
            CONSENT.authority(Authority.entra(cloud, Hotel.TENANT)).state("s-1"));

    assertThat(uri.toString())
        .startsWith("https://" + cloud.host() + "/" + Hotel.TENANT + "/adminconsent?");
    assertThat(Hotel.parameters(uri))
        .containsEntry("client_id", House.CLIENT_ID)
        .containsEntry("redirect_uri", Hotel.REDIRECT.toString())
        .containsEntry("state", "s-1");
    assertThat(hotel.sent()).isZero();
  }

  @Test
  void consentMayBeForSomeScopesInAnotherTenant() {
    URI uri =
        client.adminConsentUri(CONSENT.tenant("fabrikam.example").scopes(List.of("api://x/Read")));

    assertThat(uri.getPath()).isEqualTo("/fabrikam.example/v2.0/adminconsent");
    assertThat(Hotel.parameters(uri)).containsEntry("scope", "api://x/Read");
  }

  @Test
  void otherProvidersHaveNoAdministrators() {
    assertThatThrownBy(() -> client.adminConsentUri(CONSENT.authority(hotel.realm("demo"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no tenant of Microsoft Entra");
  }

  @Test
  void sessionEndsWhereTheAuthoritySays() {
    URI uri =
        client.endSessionUri(
            EndSessionRequest.create()
                .authority(hotel.realm("demo"))
                .postLogoutRedirectUri(Hotel.REDIRECT)
                .idTokenHint(Secret.of("a.b.c"))
                .logoutHint("mira")
                .state("s-1"));

    assertThat(uri.toString()).startsWith(hotel.house.sandbox.oidcAuthority("demo").toString());
    assertThat(Hotel.parameters(uri))
        .containsEntry("client_id", House.CLIENT_ID)
        .containsEntry("post_logout_redirect_uri", Hotel.REDIRECT.toString())
        .containsEntry("id_token_hint", "a.b.c")
        .containsEntry("logout_hint", "mira")
        .containsEntry("state", "s-1");
  }
}

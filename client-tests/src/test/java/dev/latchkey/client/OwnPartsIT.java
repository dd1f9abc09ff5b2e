package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AppTokenContext;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.AssertionContext;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OwnPartsIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  @Test
  @Tag("W-20")
  void theApplicationsOwnAssertionsAreSent() {
    List<AssertionContext> asked = new ArrayList<>();
    try (House house = new House(House.application().assertion("a.b.c").build());
        ConfidentialClient client =
            house
                .client(
                    ClientCredential.assertion(
                        context -> {
                          asked.add(context);
                          return Secret.of("a.b.c");
                        }))
                .build()) {
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(house.tokenRequests())
          .hasSize(2)
          .allSatisfy(
              request ->
                  assertThat(request.form())
                      .containsEntry("client_assertion", List.of("a.b.c"))
                      .containsEntry(
                          "client_assertion_type",
                          List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
                      .doesNotContainKey("client_secret"));
    }
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).clientId().value()).isEqualTo(House.CLIENT_ID);
    assertThat(asked.get(0).tokenEndpoint().toString())
        .startsWith("https://login.microsoftonline.com/")
        .endsWith("/oauth2/v2.0/token");
  }

  @Test
  @Tag("W-20")
  void theApplicationsOwnSourceOfSecretsIsAskedEachTime() {
    AtomicReference<String> secret = new AtomicReference<>("old");
    try (House house = new House(House.application().secret("old").secret("new").build());
        ConfidentialClient client =
            house
                .options(
                    ConfidentialClient.builder(
                        House.CLIENT_ID, () -> ClientCredential.secret(secret.get())))
                .build()) {
      client.acquireForClient(REQUEST);
      secret.set("new");
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(house.tokenRequests())
          .extracting(request -> request.formParameter("client_secret").orElse(""))
          .containsExactly("old", "new");
    }
  }

  @Test
  void whatTheApplicationThrowsComesBackUnchanged() {
    RuntimeException vaultIsShut = new IllegalStateException("the vault is shut");
    try (House house = new House();
        ConfidentialClient client =
            house
                .options(
                    ConfidentialClient.builder(
                        House.CLIENT_ID,
                        () -> {
                          throw vaultIsShut;
                        }))
                .build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST)).isSameAs(vaultIsShut);
      assertThat(house.tokenCount()).isZero();
    }
  }

  @Test
  @Tag("W-12")
  void theApplicationsOwnTokensAreCachedForTheirRelativeLife() {
    ManualTimeSource time = new ManualTimeSource();
    List<AppTokenContext> asked = new ArrayList<>();
    try (ConfidentialClient client =
        ConfidentialClient.builder(
                "app",
                context -> {
                  asked.add(context);
                  return AppToken.of(Secret.of("own-" + asked.size()), Duration.ofHours(1));
                })
            .timeSource(time)
            .build()) {
      TokenResult first = client.acquireForClient(REQUEST.tenant("contoso.example"));
      assertThat(first.source()).isEqualTo(TokenSource.APPLICATION);
      assertThat(first.expiresAt()).isEqualTo(ManualTimeSource.START.plusSeconds(3600));
      assertThat(client.acquireForClient(REQUEST.tenant("contoso.example")).source())
          .isEqualTo(TokenSource.CACHE);
      time.advance(Duration.ofMinutes(56));
      assertThat(client.acquireForClient(REQUEST.tenant("contoso.example")).accessToken())
          .isEqualTo(Secret.of("own-2"));
    }
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0).scopes().text()).isEqualTo(House.SCOPE);
    assertThat(asked.get(0).realm().value()).isEqualTo("contoso.example");
  }

  @Test
  void aTokenOfTwoHoursIsRefreshedAtHalf() {
    assertThat(AppToken.of(Secret.of("x"), Duration.ofHours(2)).refreshIn())
        .contains(Duration.ofHours(1));
    assertThat(AppToken.of(Secret.of("x"), Duration.ofMinutes(119)).refreshIn()).isEmpty();
    assertThatThrownBy(() -> AppToken.of(Secret.of("x"), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from now");
  }
}

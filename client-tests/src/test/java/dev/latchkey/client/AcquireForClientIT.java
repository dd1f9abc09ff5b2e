package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.SandboxApplication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AcquireForClientIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private final House house =
      new House(
          House.application()
              .tokenLifetime(Duration.ofHours(1))
              .refreshIn(Duration.ofMinutes(30))
              .build());

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  @Tag("S-239")
  @Tag("S-022")
  @Tag("S-019")
  @Tag("S-240")
  void asksForATokenOfTheApplicationItself() {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult result = client.acquireForClient(REQUEST);
      assertThat(result.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(result.refreshReason()).isEqualTo(RefreshReason.NO_TOKEN);
      assertThat(result.account()).isEmpty();
      assertThat(result.httpCalls()).isEqualTo(2);
      assertThat(result.authorizationHeader()).isEqualTo("Bearer " + result.accessToken().reveal());
    }
    RecordedRequest request = house.tokenRequests().get(0);
    assertThat(request.form())
        .containsEntry("grant_type", List.of("client_credentials"))
        .containsEntry("client_id", List.of(House.CLIENT_ID))
        .containsEntry("client_secret", List.of(House.SECRET))
        .containsEntry("scope", List.of(House.SCOPE))
        .containsEntry("client_info", List.of("1"))
        .doesNotContainKeys("client_assertion", "client_assertion_type", "claims");
    assertThat(request.serverName()).contains("login.microsoftonline.com");
    assertThat(request.header("authorization")).isEmpty();
  }

  @Test
  @Tag("S-018")
  void defaultsAreTheCommonAuthorityVerifiedTlsAndNothingOptional() {
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .httpProvider("apache")
            .http(house.http())
            .build()) {
      client.acquireForClient(REQUEST);
    }
    assertThat(house.sandbox.requests().to(EndpointKind.METADATA))
        .extracting(RecordedRequest::host, RecordedRequest::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "login.microsoftonline.com", "/common/v2.0/.well-known/openid-configuration"));
    RecordedRequest request = house.tokenRequests().get(0);
    assertThat(request.path()).isEqualTo("/common/oauth2/v2.0/token");
    assertThat(request.header("x-app-name")).isEmpty();
    assertThat(request.header("x-app-ver")).isEmpty();
    assertThat(request.form()).doesNotContainKey("claims");
  }

  @Test
  @Tag("S-241")
  void looksInTheCacheFirst() {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult first = client.acquireForClient(REQUEST);
      TokenResult second = client.acquireForClient(REQUEST);
      assertThat(second.source()).isEqualTo(TokenSource.CACHE);
      assertThat(second.httpCalls()).isZero();
      assertThat(second.accessToken()).isEqualTo(first.accessToken());
      assertThat(second).isSameAs(client.acquireForClient(REQUEST));
      assertThat(house.tokenCount()).isEqualTo(1);

      house.time.advance(Duration.ofMinutes(55));
      TokenResult third = client.acquireForClient(REQUEST);
      assertThat(third.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
      assertThat(third.accessToken()).isNotEqualTo(first.accessToken());
      assertThat(house.tokenCount()).isEqualTo(2);
      assertThat(house.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(1);
    }
  }

  @Test
  @Tag("S-242")
  void carriesWhatTheServerSaidVerbatim() {
    house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(
            Fault.oauthError(
                "unauthorized_client",
                "AADSTS700016: \"quoted\" & ünïcode",
                "basic_action",
                "{\"access_token\":{}}",
                700016));
    try (ConfidentialClient client = house.client().build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> {
                assertThat(e.error()).isPresent();
                e.error()
                    .ifPresent(
                        error -> {
                          assertThat(error.code()).isEqualTo(OAuthErrorCode.UNAUTHORIZED_CLIENT);
                          assertThat(error.description().orElse(""))
                              .startsWith("AADSTS700016: \"quoted\" & ünïcode");
                          assertThat(error.suberror()).contains("basic_action");
                          assertThat(error.claims()).contains("{\"access_token\":{}}");
                          assertThat(error.codes()).containsExactly(700016L);
                        });
                assertThat(e.status()).hasValue(400);
                assertThat(e.correlationId()).isPresent();
              });
      house.time.advance(Duration.ofMinutes(1));
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
  }

  @Test
  @Tag("S-243")
  void forgetsItsOwnTokensAndNoOthers() {
    house.sandbox.applications().add(SandboxApplication.builder("other").secret("x").build());
    try (ConfidentialClient client = house.client().build();
        ConfidentialClient other =
            house
                .options(ConfidentialClient.builder("other", ClientCredential.secret("x")))
                .build()) {
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST.tenant("fabrikam.onmicrosoft.com"));
      other.acquireForClient(REQUEST);
      assertThat(client.removeTokensForClient()).isEqualTo(2);
      assertThat(client.removeTokensForClient()).isZero();
      assertThat(client.acquireForClient(REQUEST).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(other.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);
    }
  }

  @Test
  void tenantsAreApart() {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult own = client.acquireForClient(REQUEST);
      TokenResult fabrikam = client.acquireForClient(REQUEST.tenant("Fabrikam.onmicrosoft.com"));
      assertThat(fabrikam.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(fabrikam.realm()).isNotEqualTo(own.realm());
      assertThat(client.acquireForClient(REQUEST.tenant("fabrikam.onmicrosoft.com")).accessToken())
          .isEqualTo(fabrikam.accessToken());
      assertThat(client.acquireForClient(REQUEST).accessToken()).isEqualTo(own.accessToken());
    }
    assertThat(house.tokenCount()).isEqualTo(2);
  }

  @Test
  @Tag("W-06")
  void claimsAndForcedRefreshPassTheCacheByAndFillIt() {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult first = client.acquireForClient(REQUEST);
      String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1893450000\"}}}";
      TokenResult second = client.acquireForClient(REQUEST.claims(claims));
      assertThat(second.refreshReason()).isEqualTo(RefreshReason.FORCED);
      assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
      assertThat(house.tokenRequests().get(1).formParameter("claims")).contains(claims);
      assertThat(client.acquireForClient(REQUEST).accessToken()).isEqualTo(second.accessToken());
      TokenResult third = client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(client.acquireForClient(REQUEST).accessToken()).isEqualTo(third.accessToken());
      assertThat(house.tokenCount()).isEqualTo(3);
    }
  }

  @Test
  @Tag("W-06")
  void aHitTellsScopesTimesAndSource() {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      TokenResult hit = client.acquireForClient(REQUEST);
      assertThat(hit.scopes().values()).contains(House.SCOPE);
      assertThat(hit.source()).isEqualTo(TokenSource.CACHE);
      assertThat(hit.expiresAt()).isEqualTo(house.time.instant().plus(Duration.ofHours(1)));
      assertThat(hit.refreshAt()).contains(house.time.instant().plus(Duration.ofMinutes(30)));
    }
  }

  @Test
  @Tag("W-06")
  void aTokenDueForRefreshIsServedAndRefreshedBehindTheCallersBack() throws Exception {
    try (ConfidentialClient client = house.client().build();
        HeldRequests held = afterFirst(client)) {
      house.time.advance(Duration.ofMinutes(35));
      TokenResult stale = client.acquireForClient(REQUEST);
      assertThat(stale.source()).isEqualTo(TokenSource.CACHE);
      assertThat(held.awaitArrived(1, Duration.ofSeconds(20))).isTrue();
      for (int i = 0; i < 100; i++) {
        assertThat(client.acquireForClient(REQUEST)).isSameAs(stale);
      }
      held.release();
      // A forced call would not join what was sent; a call for the same token does.
      assertThat(awaitOther(client, stale).refreshReason()).isEqualTo(RefreshReason.NOT_APPLICABLE);
    }
    assertThat(house.tokenCount()).isEqualTo(2);
  }

  private HeldRequests afterFirst(ConfidentialClient client) {
    client.acquireForClient(REQUEST);
    return house.sandbox.faults().on(EndpointKind.TOKEN).hold();
  }

  private static TokenResult awaitOther(ConfidentialClient client, TokenResult old) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    TokenResult now = client.acquireForClient(REQUEST);
    while (now == old && System.nanoTime() < end) {
      Thread.onSpinWait();
      now = client.acquireForClient(REQUEST);
    }
    assertThat(now).isNotSameAs(old);
    return now;
  }

  @Test
  void extraParametersAreSentAndKeepTheirTokensApart() {
    ClientRequest special = REQUEST.extraParameters(Map.of("resource_hint", "a&b=c"));
    try (ConfidentialClient client = house.client().build()) {
      TokenResult plain = client.acquireForClient(REQUEST);
      TokenResult other = client.acquireForClient(special);
      assertThat(other.accessToken()).isNotEqualTo(plain.accessToken());
      assertThat(client.acquireForClient(special).accessToken()).isEqualTo(other.accessToken());
      assertThat(client.acquireForClient(REQUEST).accessToken()).isEqualTo(plain.accessToken());
    }
    assertThat(house.tokenRequests().get(1).formParameter("resource_hint")).contains("a&b=c");
    assertThat(house.tokenCount()).isEqualTo(2);
  }

  @Test
  void theCallersCorrelationIdIsSentAndComesBack() {
    CorrelationId id = CorrelationId.parse("5f0d3c9e-6a51-4f0e-9d4e-7a3f2b1c0d9e");
    try (ConfidentialClient client = house.client().build()) {
      assertThat(client.acquireForClient(REQUEST.correlationId(id)).correlationId()).contains(id);
      assertThat(client.acquireForClient(REQUEST.correlationId(id)).correlationId()).contains(id);
      assertThat(client.acquireForClient(REQUEST).correlationId()).isEmpty();
    }
    assertThat(house.tokenRequests().get(0).header("client-request-id")).contains(id.toString());
  }
}

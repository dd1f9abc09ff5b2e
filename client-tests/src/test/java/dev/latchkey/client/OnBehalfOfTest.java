package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A middle tier that calls on behalf of its callers, in virtual time. */
@Timeout(60)
class OnBehalfOfTest {

  private static final List<String> SCOPES = List.of("api://orders/Read");
  private static final Secret MIRA = Secret.of("token.of.mira");
  private static final Secret JON = Secret.of("token.of.jon");

  private final ManualTimeSource time = new ManualTimeSource();
  private final RecordingEventSink events = new RecordingEventSink();
  private final AtomicInteger issued = new AtomicInteger();
  private final ScriptedAuthority authority = new ScriptedAuthority().then(this::issue);

  // Each answer has tokens of their own; who asks is told by the token brought along.
  private HttpResponse issue(Map<String, String> form) {
    String proof = form.getOrDefault("assertion", form.getOrDefault("refresh_token", ""));
    String uid = proof.contains("jon") ? "jon" : "mira";
    int number = issued.incrementAndGet();
    return ScriptedAuthority.response(
        200,
        ScriptedAuthority.tokens(
            uid,
            "AT-" + uid + "-" + number,
            ",\"refresh_token\":\"RT-" + uid + "-" + number + "\""));
  }

  private ConfidentialClient client() {
    return ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
        .authority(Authority.parse(ScriptedAuthority.BASE))
        .http(authority)
        .timeSource(time)
        .eventSink(events)
        .build();
  }

  private static Secret tokenOf(TokenResult result) {
    return result.accessToken();
  }

  @Test
  @Tag("S-244")
  @Tag("S-245")
  @Tag("S-247")
  void theCallersTokenIsExchangedForOneDownstream() {
    try (ConfidentialClient client = client()) {
      TokenResult token = client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA));
      assertThat(tokenOf(token)).isEqualTo(Secret.of("AT-mira-1"));
      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(token.refreshReason()).isEqualTo(RefreshReason.NO_TOKEN);
      assertThat(token.account().orElseThrow().username()).isEqualTo("mira@contoso.example");
    }
    assertThat(authority.forms("/token"))
        .containsExactly(
            Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "requested_token_use", "on_behalf_of",
                "assertion", "token.of.mira",
                "scope", "api://orders/Read offline_access openid profile",
                "client_id", House.CLIENT_ID,
                "client_secret", House.SECRET,
                "client_info", "1"));
    assertThat(events.single().useCase()).isEqualTo("on-behalf-of");
  }

  @Test
  @Tag("W-06")
  void theSameCallerIsAnsweredFromTheCacheInFull() {
    CorrelationId own = new CorrelationId(new UUID(1, 2));
    OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, MIRA);
    try (ConfidentialClient client = client()) {
      client.acquireOnBehalfOf(request);
      TokenResult hit = client.acquireOnBehalfOf(request.correlationId(own));
      assertThat(hit.source()).isEqualTo(TokenSource.CACHE);
      assertThat(hit.scopes().values()).containsAll(SCOPES);
      assertThat(hit.account()).isPresent();
      assertThat(hit.correlationId()).contains(own);
      assertThat(hit.expiresAt()).isEqualTo(ManualTimeSource.START.plusSeconds(3600));
    }
    assertThat(issued).hasValue(1);
  }

  @Test
  @Tag("W-07")
  void everyTokenBroughtAlongHasTokensOfItsOwn() {
    Secret again = Secret.of("token.of.mira.newer");
    try (ConfidentialClient client = client()) {
      Secret mira = tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA)));
      Secret jon = tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, JON)));
      Secret newer = tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, again)));
      assertThat(List.of(mira, jon, newer)).doesNotHaveDuplicates();
      assertThat(tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA))))
          .isEqualTo(mira);
      assertThat(tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, JON))))
          .isEqualTo(jon);
      assertThat(tokenOf(client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, again))))
          .isEqualTo(newer);
      assertThat(client.accounts()).as("callers have not signed in here").isEmpty();
    }
    assertThat(issued).hasValue(3);
  }

  @Test
  @Tag("W-07")
  void afterItsEndTheTokenIsAskedForByTheCallersOwn() {
    OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, MIRA);
    try (ConfidentialClient client = client()) {
      client.acquireOnBehalfOf(request);
      time.advance(Duration.ofMinutes(56));
      TokenResult next = client.acquireOnBehalfOf(request);
      assertThat(next.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
    }
    assertThat(authority.forms("/token"))
        .extracting(form -> form.get("assertion"))
        .as("never by a refresh token: nothing outlives what the caller brings")
        .containsExactly("token.of.mira", "token.of.mira");
  }

  @Test
  @Tag("W-06")
  void aTokenDueForRefreshIsServedAndRefreshedByTheCallersOwn() {
    CountDownLatch refreshed = new CountDownLatch(1);
    ScriptedAuthority early =
        new ScriptedAuthority()
            .then(200, ScriptedAuthority.tokens("mira", "AT-1", ",\"refresh_in\":1200"))
            .then(
                form -> {
                  refreshed.countDown();
                  return issue(form);
                });
    OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, MIRA);
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(early)
            .timeSource(time)
            .build()) {
      client.acquireOnBehalfOf(request);
      time.advance(Duration.ofMinutes(50));
      assertThat(tokenOf(client.acquireOnBehalfOf(request))).isEqualTo(Secret.of("AT-1"));
      await(refreshed);
    }
    assertThat(early.forms("/token").get(1)).containsEntry("assertion", "token.of.mira");
  }

  @Test
  void otherScopesClaimsAndTenantsAreAskedFor() {
    OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, MIRA);
    String claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
    try (ConfidentialClient client = client()) {
      client.acquireOnBehalfOf(request);
      client.acquireOnBehalfOf(OnBehalfOfRequest.of(List.of("api://mail/Send"), MIRA));
      client.acquireOnBehalfOf(request.claims(claims));
      client.acquireOnBehalfOf(request.forceRefresh(true));
      client.acquireOnBehalfOf(request.extraParameters(Map.of("dc", "eu")));
      client.acquireOnBehalfOf(request.tenant("fabrikam.example"));
      assertThat(client.acquireOnBehalfOf(request).source()).isEqualTo(TokenSource.CACHE);
    }
    assertThat(issued).hasValue(6);
    assertThat(authority.forms("/token").get(2)).containsEntry("claims", claims);
    assertThat(authority.forms("/token").get(4)).containsEntry("dc", "eu");
    assertThat(authority.requests())
        .anyMatch(it -> it.uri().getPath().startsWith("/fabrikam.example/"));
  }

  @Test
  @Tag("W-44")
  void aThousandCallersOfOneUserMakeOneRequest() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedAuthority slow =
        new ScriptedAuthority()
            .then(
                form -> {
                  asked.countDown();
                  await(go);
                  return issue(form);
                });
    ExecutorService callers = Executors.newFixedThreadPool(64);
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(slow)
            .timeSource(time)
            .build()) {
      List<Future<TokenResult>> results = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        results.add(
            callers.submit(() -> client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA))));
      }
      await(asked);
      go.countDown();
      for (Future<TokenResult> result : results) {
        assertThat(tokenOf(result.get(30, TimeUnit.SECONDS))).isEqualTo(Secret.of("AT-mira-1"));
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(slow.forms("/token")).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-246")
  @Tag("S-248")
  void aMissingConsentIsToldVerbatimWithItsClaims() {
    ScriptedAuthority refusing =
        new ScriptedAuthority()
            .then(
                400,
                """
                {"error":"invalid_grant","error_description":"AADSTS65001: no consent",
                 "error_codes":[65001],"suberror":"consent_required","claims":"{\\"a\\":1}"}""");
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(refusing)
            .build()) {
      InteractionRequiredException e =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () -> client.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA)));
      OAuthError error = e.error().orElseThrow();
      assertThat(error.code().value()).isEqualTo("invalid_grant");
      assertThat(error.description()).contains("AADSTS65001: no consent");
      assertThat(error.codes()).containsExactly(65001L);
      assertThat(error.suberror()).contains("consent_required");
      assertThat(error.claims()).contains("{\"a\":1}");
    }
  }

  @Test
  @Tag("W-70")
  void anAnswerThatDoesNotNameThePersonIsGoodForItsCaller() {
    ScriptedAuthority silent =
        new ScriptedAuthority()
            .then(200, "{\"access_token\":\"AT\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(silent)
            .timeSource(time)
            .build()) {
      OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, MIRA);
      assertThat(client.acquireOnBehalfOf(request).account()).isEmpty();
      assertThat(client.acquireOnBehalfOf(request).source()).isEqualTo(TokenSource.CACHE);
    }
  }

  @Test
  void aSessionGoesOnWithoutTheCaller() {
    OnBehalfOfRequest begin = OnBehalfOfRequest.of(SCOPES, MIRA).sessionKey("job-17");
    SessionRequest resume = SessionRequest.of(SCOPES, "job-17");
    try (ConfidentialClient client = client()) {
      client.beginOnBehalfOf(begin);
      assertThat(client.resumeOnBehalfOf(resume).source()).isEqualTo(TokenSource.CACHE);
      time.advance(Duration.ofHours(5));
      TokenResult later = client.resumeOnBehalfOf(resume);
      assertThat(later.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
      assertThat(later.account().orElseThrow().username()).isEqualTo("mira@contoso.example");
      client.resumeOnBehalfOf(SessionRequest.of(List.of("api://mail/Send"), "job-17"));
      assertThat(client.accounts()).isEmpty();
    }
    assertThat(authority.forms("/token"))
        .extracting(form -> form.getOrDefault("refresh_token", form.get("assertion")))
        .as("each refresh redeems what the one before brought")
        .containsExactly("token.of.mira", "RT-mira-1", "RT-mira-2");
    assertThat(authority.forms("/token").get(2))
        .containsEntry("scope", "api://mail/Send offline_access openid profile");
  }

  @Test
  void aSessionIsNamedByTheCallersTokenUnlessNamed() {
    OnBehalfOfRequest begin = OnBehalfOfRequest.of(SCOPES, MIRA);
    assertThat(begin.sessionKey()).isEqualTo("z0kWroiGal20xTyJrXGSOzFh0b1gqJvuVE_OC26jCGI");
    try (ConfidentialClient client = client()) {
      client.acquireOnBehalfOf(begin);
      client.beginOnBehalfOf(begin);
      assertThat(issued).as("the authority is always asked").hasValue(2);
      assertThat(tokenOf(client.resumeOnBehalfOf(SessionRequest.of(SCOPES, begin.sessionKey()))))
          .isEqualTo(Secret.of("AT-mira-2"));
      assertThat(client.stopOnBehalfOf(begin.sessionKey())).isTrue();
      assertThat(tokenOf(client.acquireOnBehalfOf(begin)))
          .as("what is kept for the caller's token is another matter")
          .isEqualTo(Secret.of("AT-mira-1"));
    }
  }

  @Test
  void aStoppedSessionIsGone() {
    try (ConfidentialClient client = client()) {
      client.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA).sessionKey("job"));
      assertThat(client.stopOnBehalfOf("job")).isTrue();
      assertThat(client.stopOnBehalfOf("job")).isFalse();
      InteractionRequiredException e =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () -> client.resumeOnBehalfOf(SessionRequest.of(SCOPES, "job")));
      assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN);
    }
    assertThat(issued).hasValue(1);
  }

  @Test
  void whatARefreshBringsAfterTheStopIsNotKept() {
    List<ConfidentialClient> clients = new ArrayList<>();
    authority.then(this::issue);
    try (ConfidentialClient client = client()) {
      clients.add(client);
      client.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA).sessionKey("job"));
      authority.then(
          form -> {
            clients.get(0).stopOnBehalfOf("job");
            return issue(form);
          });
      SessionRequest resume = SessionRequest.of(SCOPES, "job").forceRefresh(true);
      client.resumeOnBehalfOf(resume);
      client.resumeOnBehalfOf(resume);
      assertThatThrownBy(() -> client.resumeOnBehalfOf(resume))
          .isInstanceOf(InteractionRequiredException.class);
    }
  }

  @Test
  void anotherUserUnderTheSameNameFindsNothingOfTheFirst() {
    List<String> mail = List.of("api://mail/Send");
    try (ConfidentialClient client = client()) {
      client.beginOnBehalfOf(OnBehalfOfRequest.of(mail, MIRA).sessionKey("job"));
      client.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, JON).sessionKey("job"));
      TokenResult token = client.resumeOnBehalfOf(SessionRequest.of(mail, "job"));
      assertThat(token.account().orElseThrow().username()).isEqualTo("jon@contoso.example");
    }
    assertThat(authority.forms("/token").get(2)).containsEntry("refresh_token", "RT-jon-2");
  }

  @Test
  void aRefreshThatBringsAnotherPersonIsRefused() {
    ScriptedAuthority mixed =
        new ScriptedAuthority()
            .then(200, ScriptedAuthority.tokens("mira", "AT-1", ",\"refresh_token\":\"RT-1\""))
            .then(200, ScriptedAuthority.tokens("jon", "AT-2", ",\"refresh_token\":\"RT-2\""));
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(mixed)
            .timeSource(time)
            .build()) {
      client.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, MIRA).sessionKey("job"));
      assertThatThrownBy(
              () -> client.resumeOnBehalfOf(SessionRequest.of(SCOPES, "job").forceRefresh(true)))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("another person");
      assertThat(tokenOf(client.resumeOnBehalfOf(SessionRequest.of(SCOPES, "job"))))
          .isEqualTo(Secret.of("AT-1"));
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> OnBehalfOfRequest.of(List.of(), MIRA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scopes");
    assertThatThrownBy(() -> OnBehalfOfRequest.of(List.of("openid"), MIRA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scopes");
    assertThatThrownBy(() -> SessionRequest.of(SCOPES, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("session key");
    assertThat(OnBehalfOfRequest.of(SCOPES, MIRA).sessionKey("mira's").toString())
        .doesNotContain("mira");
  }
}

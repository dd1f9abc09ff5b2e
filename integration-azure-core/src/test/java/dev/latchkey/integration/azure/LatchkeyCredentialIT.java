package dev.latchkey.integration.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.util.Context;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.CredentialChain;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.tck.MapEnvironment;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The Azure SDK's own pipeline, against the sandbox's resource. */
@Timeout(60)
class LatchkeyCredentialIT {

  private static final String SCOPE = "api://sandbox-resource/.default";
  private static final String CLAIMS =
      "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

  private final Sandbox sandbox =
      Sandbox.builder()
          .application(
              SandboxApplication.builder("daemon")
                  .secret("s3cret")
                  .tokenLifetime(Duration.ofHours(4))
                  .refreshIn(Duration.ofHours(2))
                  .build())
          .application(SandboxApplication.builder("app").publicClient(true).build())
          .user(
              SandboxUser.builder("mira@contoso.example")
                  .password("pw")
                  .homeTenant("contoso.example")
                  .build())
          .start();
  private final HttpSettings http =
      HttpSettings.defaults()
          .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
          .timeout(Duration.ofSeconds(20));
  private final ConfidentialClient daemon = daemon("s3cret").build();

  private ConfidentialClient.Builder daemon(String secret) {
    return ConfidentialClient.builder("daemon", ClientCredential.secret(secret))
        .authority(Authority.parse(sandbox.authority("contoso.example").toString()))
        .instanceDiscovery(false)
        .http(http);
  }

  @AfterEach
  void close() {
    daemon.close();
    sandbox.close();
  }

  private HttpPipeline pipeline(TokenCredential credential) {
    return new HttpPipelineBuilder()
        .policies(new BearerTokenAuthenticationPolicy(credential, SCOPE))
        .httpClient(
            new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(sandbox.sslContext()))
                .build())
        .build();
  }

  private HttpRequest get() {
    return new HttpRequest(HttpMethod.GET, sandbox.resource().uri().toString());
  }

  private List<RecordedRequest> tokenRequests() {
    return sandbox.requests().tokens();
  }

  private static TokenRequestContext wish() {
    return new TokenRequestContext().addScopes(SCOPE);
  }

  @Test
  void aPipelineOfTheSdkGetsThroughAndAsksOnce() {
    HttpPipeline pipeline = pipeline(LatchkeyCredential.of(daemon));

    for (int i = 0; i < 3; i++) {
      try (HttpResponse answer = pipeline.sendSync(get(), Context.NONE)) {
        assertThat(answer.getStatusCode()).isEqualTo(200);
      }
      assertThat(pipeline.send(get()).map(HttpResponse::getStatusCode).block()).isEqualTo(200);
    }
    assertThat(tokenRequests()).hasSize(1);
  }

  @Test
  void aClaimsChallengeIsAnsweredPastTheCache() {
    HttpPipeline pipeline = pipeline(LatchkeyCredential.of(daemon));
    pipeline.sendSync(get(), Context.NONE).close();
    sandbox.resource().demandClaims(CLAIMS);

    try (HttpResponse answer = pipeline.sendSync(get(), Context.NONE)) {
      assertThat(answer.getStatusCode()).isEqualTo(200);
    }
    assertThat(tokenRequests()).hasSize(2);
    assertThat(tokenRequests().get(1).formParameter("claims").orElseThrow()).contains("acrs");
  }

  @Test
  void aClaimsChallengeIsAnsweredByThePipelineThatDoesNotBlock() {
    HttpPipeline pipeline = pipeline(LatchkeyCredential.of(daemon));
    sandbox.resource().demandClaims(CLAIMS);

    assertThat(pipeline.send(get()).map(HttpResponse::getStatusCode).block()).isEqualTo(200);
    assertThat(tokenRequests()).hasSize(2);
  }

  @Test
  void theSdkIsToldWhenToAskAgain() {
    AccessToken token = LatchkeyCredential.of(daemon).getTokenSync(wish());

    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    assertThat(token.getTokenType()).isEqualTo("Bearer");
    assertThat(token.getExpiresAt()).isBetween(now.plusHours(3), now.plusHours(5));
    assertThat(token.getRefreshAt()).isBetween(now.plusHours(1), now.plusHours(3));
  }

  @Test
  void aTokenWithoutATimeForItsRefreshGetsTheMarginOfTheCache() {
    try (AzureHost host =
            AzureHost.builder(AzureHost.Kind.APP_SERVICE).tokenLife(Duration.ofHours(1)).start();
        ManagedIdentityClient client = identity(host)) {
      AccessToken token = LatchkeyCredential.of(client).getTokenSync(wish());

      assertThat(token.getRefreshAt()).isEqualTo(token.getExpiresAt().minusMinutes(5));
    }
  }

  private static ManagedIdentityClient identity(AzureHost host) {
    return ManagedIdentityClient.builder(ManagedIdentityId.systemAssigned())
        .environment(MapEnvironment.of(host.environment()))
        .build();
  }

  @Test
  void theSubscriberIsNotBlocked() throws Exception {
    HeldRequests held = sandbox.faults().hold();
    Scheduler loop = Schedulers.newSingle("event-loop", true);
    try {
      CompletableFuture<AccessToken> token =
          LatchkeyCredential.of(daemon).getToken(wish()).subscribeOn(loop).toFuture();
      assertThat(held.awaitArrived(1, Duration.ofSeconds(20))).isTrue();

      String free = Mono.just("free").subscribeOn(loop).toFuture().get(20, TimeUnit.SECONDS);
      assertThat(free).isEqualTo("free");
      assertThat(token).isNotDone();
      held.release();
      assertThat(token.get(20, TimeUnit.SECONDS).getToken()).startsWith("ey");
    } finally {
      held.release();
      loop.dispose();
    }
  }

  @Test
  void nothingIsSentBeforeSomebodySubscribes() {
    Mono<AccessToken> token = LatchkeyCredential.of(daemon).getToken(wish());

    assertThat(sandbox.requests().all()).isEmpty();
    assertThat(token.block()).isNotNull();
    assertThat(token.block()).isNotNull();
    assertThat(tokenRequests()).hasSize(1);
  }

  @Test
  void aTenantThatTheResourceNamesIsAskedOnlyIfItIsAllowed() {
    TokenRequestContext elsewhere = wish().setTenantId("fabrikam.example");
    LatchkeyCredential credential = LatchkeyCredential.of(daemon);

    credential.getTokenSync(elsewhere);

    credential.getTokenSync(wish());
    assertThat(tokenRequests()).hasSize(1);

    credential.additionallyAllowedTenants("FABRIKAM.example").getTokenSync(elsewhere);
    credential.additionallyAllowedTenants("*").getTokenSync(elsewhere);
    assertThat(tokenRequests()).hasSize(2);
    assertThat(tokenRequests().get(1).path()).isNotEqualTo(tokenRequests().get(0).path());
  }

  @Test
  void tokensForContinuousAccessComeFromTheirOwnClient() {
    try (ConfidentialClient capable = daemon("s3cret").clientCapabilities("CP1").build()) {
      LatchkeyCredential credential =
          LatchkeyCredential.of(daemon).continuousAccess(LatchkeyCredential.of(capable));
      AccessToken plain = credential.getTokenSync(wish());
      AccessToken long1 = credential.getTokenSync(wish().setCaeEnabled(true));
      AccessToken long2 = credential.getToken(wish().setCaeEnabled(true)).block();

      assertThat(long1.getToken()).isNotEqualTo(plain.getToken()).isEqualTo(long2.getToken());
      assertThat(tokenRequests()).hasSize(2);
      assertThat(tokenRequests().get(0).formParameter("claims")).isEmpty();
      assertThat(tokenRequests().get(1).formParameter("claims").orElseThrow()).contains("CP1");
    }
  }

  @Test
  void everyKindOfClientWillDo() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE);
        ManagedIdentityClient identity = identity(host);
        CredentialChain chain =
            CredentialChain.builder().environment(MapEnvironment.of(host.environment())).build();
        PublicClient app =
            PublicClient.builder("app")
                .authority(Authority.parse(sandbox.authority("contoso.example").toString()))
                .instanceDiscovery(false)
                .http(http)
                .build()) {
      Account mira =
          app.acquireByPassword(
                  PasswordRequest.of(
                      List.of("api://sandbox-resource/read"),
                      "mira@contoso.example",
                      "pw".toCharArray()))
              .account()
              .orElseThrow();
      TokenRequestContext read = new TokenRequestContext().addScopes("api://sandbox-resource/read");

      assertThat(LatchkeyCredential.of(identity).getTokenSync(wish()).getToken()).isNotEmpty();
      assertThat(LatchkeyCredential.of(chain).getTokenSync(wish()).getToken()).isNotEmpty();
      assertThat(LatchkeyCredential.of(chain).getToken(wish()).block()).isNotNull();
      assertThat(LatchkeyCredential.of(app, mira).getTokenSync(read).getToken()).isNotEmpty();
      assertThat(host.requests().all())
          .allMatch(it -> it.queryParameter("resource").orElse("").equals("api://sandbox-resource"))
          .hasSize(2);

      app.removeAccount(mira);
      assertThatExceptionOfType(ClientAuthenticationException.class)
          .isThrownBy(() -> LatchkeyCredential.of(app, mira).getTokenSync(read))
          .withCauseInstanceOf(InteractionRequiredException.class);
    }
  }

  @Test
  void aRefusalIsWhatTheSdkCallsOneAndTellsNoSecret() {
    try (ConfidentialClient wrong = daemon("hush-wrong").build()) {
      LatchkeyCredential credential = LatchkeyCredential.of(wrong);

      assertThatExceptionOfType(ClientAuthenticationException.class)
          .isThrownBy(() -> credential.getTokenSync(wish()))
          .withCauseInstanceOf(ServiceException.class)
          .withMessageNotContaining("hush");
      assertThatExceptionOfType(ClientAuthenticationException.class)
          .isThrownBy(() -> credential.getToken(wish()).block())
          .withCauseInstanceOf(ServiceException.class);
    }
  }

  @Test
  void aBrokenNetworkIsNoRefusal() {
    try (ConfidentialClient unlucky = daemon("s3cret").retry(RetryPolicy.none()).build()) {
      sandbox.faults().always(Fault.reset());

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> LatchkeyCredential.of(unlucky).getTokenSync(wish()));
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> LatchkeyCredential.of(unlucky).getToken(wish()).block());
    }
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RecordingEventSink;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in on another device, in virtual time. */
class DeviceCodeTest {

  private static final DeviceCodeRequest REQUEST = DeviceCodeRequest.of(List.of("User.Read"));
  private static final String CODE =
      """
      {"user_code":"KQ7PX2M9","device_code":"dev-91a","expires_in":900,"interval":5,
       "verification_uri":"https://login.example.net/device",
       "message":"Go to https://login.example.net/device and enter KQ7PX2M9"}\
      """;
  private static final String PENDING = ScriptedAuthority.error("authorization_pending");
  private static final String TOKENS =
      ScriptedAuthority.tokens("mira", "AT-1", ",\"refresh_token\":\"RT-1\"");

  private final ManualTimeSource time = new ManualTimeSource();
  private final ScriptedAuthority authority = new ScriptedAuthority().then(200, CODE);
  private final RecordingEventSink events = new RecordingEventSink();

  private PublicClient client() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.parse(ScriptedAuthority.BASE))
        .http(authority)
        .timeSource(time)
        .eventSink(events)
        .build();
  }

  private static TokenResult signIn(PublicClient client) {
    return client.acquireByDeviceCode(REQUEST, flow -> {});
  }

  private static OAuthErrorCode codeOf(ServiceException e) {
    return e.error().map(OAuthError::code).orElseThrow();
  }

  @Test
  @Tag("S-230")
  @Tag("S-231")
  @Tag("S-232")
  void asksForACodeAndGivesWhatCame() {
    try (PublicClient client = client()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      assertThat(flow.userCode()).isEqualTo("KQ7PX2M9");
      assertThat(flow.deviceCode()).isEqualTo(Secret.of("dev-91a"));
      assertThat(flow.verificationUri()).isEqualTo(URI.create("https://login.example.net/device"));
      assertThat(flow.verificationUriComplete()).isEmpty();
      assertThat(flow.interval()).isEqualTo(Duration.ofSeconds(5));
      assertThat(flow.expiresAt()).isEqualTo(ManualTimeSource.START.plusSeconds(900));
      assertThat(flow.message()).contains("enter KQ7PX2M9");
      assertThat(flow.toString()).doesNotContain("KQ7PX2M9").doesNotContain("dev-91a");
    }
    assertThat(authority.forms("/oauth2/v2.0/devicecode"))
        .containsExactly(
            Map.of(
                "client_id", House.CLIENT_ID, "scope", "User.Read offline_access openid profile"));
    assertThat(authority.sentTo("/devicecode").get(0).headers().first("client-request-id"))
        .isPresent();
  }

  @Test
  @Tag("S-230")
  void scopesMayBeLeftOut() {
    try (PublicClient client = client()) {
      client.beginDeviceCodeFlow(DeviceCodeRequest.of(List.of()));
    }
    assertThat(authority.forms("/devicecode").get(0))
        .containsEntry("scope", "offline_access openid profile");
  }

  @Test
  @Tag("S-233")
  void aRefusedCodeIsToldVerbatim() {
    ScriptedAuthority refusing =
        new ScriptedAuthority().then(400, ScriptedAuthority.error("unauthorized_client"));
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(refusing)
            .build()) {
      ServiceException e =
          catchThrowableOfType(ServiceException.class, () -> client.beginDeviceCodeFlow(REQUEST));
      assertThat(codeOf(e)).isEqualTo(OAuthErrorCode.UNAUTHORIZED_CLIENT);
      assertThat(e.error().orElseThrow().description())
          .contains("AADSTS70016: unauthorized_client");
      assertThat(e).hasMessageStartingWith("the device authorization endpoint refused");
    }
  }

  @Test
  @Tag("S-234")
  @Tag("S-236")
  @Tag("S-238")
  void pollsUntilThePersonHasSignedIn() {
    authority.then(400, PENDING).then(400, PENDING).then(200, TOKENS);
    List<String> shown = new ArrayList<>();
    try (PublicClient client = client()) {
      TokenResult token = client.acquireByDeviceCode(REQUEST, flow -> shown.add(flow.message()));
      assertThat(token.accessToken()).isEqualTo(Secret.of("AT-1"));
      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(token.httpCalls()).isEqualTo(3);
      assertThat(token.duration()).isEqualTo(Duration.ofSeconds(10));
      assertThat(token.account().orElseThrow().username()).isEqualTo("mira@contoso.example");
      assertThat(client.accounts()).containsExactly(token.account().orElseThrow());
      assertThat(
              client
                  .acquireSilently(
                      SilentRequest.of(List.of("User.Read"), token.account().orElseThrow()))
                  .source())
          .isEqualTo(TokenSource.CACHE);
    }
    assertThat(shown).containsExactly("Go to https://login.example.net/device and enter KQ7PX2M9");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
    assertThat(authority.forms("/token"))
        .hasSize(3)
        .allSatisfy(
            form ->
                assertThat(form)
                    .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:device_code")
                    .containsEntry("device_code", "dev-91a")
                    .containsEntry("client_id", House.CLIENT_ID)
                    .doesNotContainKey("scope"));
    assertThat(authority.requests().stream().map(it -> it.headers().first("client-request-id")))
        .as("one id for the flow, its polls included")
        .filteredOn(java.util.Optional::isPresent)
        .hasSize(4)
        .containsOnly(authority.requests().get(1).headers().first("client-request-id"));
    assertThat(events.await(2)).hasSize(2);
    assertThat(events.events().get(0).useCase()).isEqualTo("device-code");
    assertThat(events.events().get(0).httpCalls()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization_declined",
        "access_denied",
        "expired_token",
        "bad_verification_code"
      })
  @Tag("S-238")
  void whatEndsTheFlowIsToldVerbatim(String code) {
    authority.then(400, PENDING).then(400, ScriptedAuthority.error(code));
    try (PublicClient client = client()) {
      ServiceException e = catchThrowableOfType(ServiceException.class, () -> signIn(client));
      assertThat(codeOf(e)).isEqualTo(new OAuthErrorCode(code));
      assertThat(e.error().orElseThrow().description()).contains("AADSTS70016: " + code);
      assertThat(client.accounts()).isEmpty();
    }
    assertThat(events.await(1).get(0).outcome()).isEqualTo(TokenEvent.Outcome.FAILURE);
  }

  @Test
  @Tag("W-13")
  void slowDownMakesThisAndAllLaterPausesFiveSecondsLonger() {
    String slower = ScriptedAuthority.error("slow_down");
    authority.then(400, slower).then(400, PENDING).then(400, slower).then(200, TOKENS);
    try (PublicClient client = client()) {
      signIn(client);
    }
    assertThat(time.sleeps())
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"interval\":0", ",\"interval\":-7"})
  @Tag("W-13")
  void withoutAnIntervalThereIsStillAPause(String interval) {
    ScriptedAuthority vague =
        new ScriptedAuthority()
            .then(
                200,
                """
                {"user_code":"A","device_code":"d",
                 "verification_uri":"https://id.example/device"%s}\
                """
                    .formatted(interval))
            .then(400, PENDING)
            .then(200, TOKENS);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(vague)
            .timeSource(time)
            .build()) {
      client.acquireByDeviceCode(
          REQUEST,
          flow -> {
            assertThat(flow.message()).contains("https://id.example/device").contains("code A");
            assertThat(flow.expiresAt()).isEqualTo(ManualTimeSource.START.plusSeconds(1800));
          });
    }
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(interval.isEmpty() ? 5 : 1));
  }

  @Test
  void whoCannotBeReachedIsAskedLessOftenEachTime() {
    authority
        .thenBreak(TransportException.Reason.TIMED_OUT)
        .thenBreak(TransportException.Reason.INTERRUPTED)
        .then(503, "{\"error\":\"temporarily_unavailable\"}")
        .then(400, PENDING)
        .then(200, TOKENS);
    try (PublicClient client = client()) {
      assertThat(signIn(client).httpCalls()).isEqualTo(5);
    }
    List<Duration> pauses = time.sleeps();
    assertThat(pauses).hasSize(4);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(75));
    assertThat(pauses.get(3)).as("back at the interval").isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void noPauseIsShorterThanTheAuthorityAllows() {
    ScriptedAuthority slow =
        new ScriptedAuthority()
            .then(200, CODE.replace("\"interval\":5", "\"interval\":400"))
            .thenBreak(TransportException.Reason.TIMED_OUT)
            .then(200, TOKENS);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(slow)
            .timeSource(time)
            .build()) {
      signIn(client);
    }
    assertThat(time.sleeps()).singleElement().matches(it -> it.toSeconds() >= 400);
  }

  @Test
  void aFailingPollIsNotRepeatedBeforeItsTime() {
    authority.then(503, "{}").then(200, TOKENS);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(authority)
            .retry(RetryPolicy.standard())
            .timeSource(time)
            .build()) {
      signIn(client);
    }
    assertThat(time.sleeps()).hasSize(1);
    assertThat(time.sleeps().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aServerThatAsksForTimeGetsIt() {
    authority
        .then(
            form ->
                HttpResponse.of(
                    429,
                    HttpHeaders.none().with("retry-after", "40"),
                    PENDING.getBytes(StandardCharsets.UTF_8)))
        .then(200, TOKENS);
    try (PublicClient client = client()) {
      signIn(client);
    }
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(40));
  }

  @Test
  @Tag("S-236")
  void theClockEndsWhatNobodyEnds() {
    authority.then(400, PENDING);
    try (PublicClient client = client()) {
      ServiceException e = catchThrowableOfType(ServiceException.class, () -> signIn(client));
      assertThat(codeOf(e)).isEqualTo(OAuthErrorCode.AUTHORIZATION_PENDING);
      assertThat(e).hasMessageContaining("the device code expired at 2030-01-01T00:15:00Z");
      assertThat(e.correlationId()).isPresent();
    }
    assertThat(time.instant()).isEqualTo(ManualTimeSource.START.plusSeconds(900));
    assertThat(authority.forms("/token")).hasSize(181);
  }

  @Test
  @Tag("S-235")
  void aSavedFlowIsCompletedElsewhere() {
    CorrelationId id = new CorrelationId(new UUID(7, 7));
    authority.then(200, TOKENS);
    Secret saved;
    try (PublicClient client = client()) {
      saved =
          client
              .beginDeviceCodeFlow(
                  REQUEST
                      .tenant("fabrikam.example")
                      .claims("{\"access_token\":{\"nbf\":null}}")
                      .correlationId(id)
                      .extraParameters(Map.of("hint", "é & more")))
              .saved();
    }
    try (PublicClient other = client()) {
      PendingDeviceCodeFlow flow = PendingDeviceCodeFlow.restore(saved);
      assertThat(flow.saved()).isEqualTo(saved);
      assertThat(other.completeDeviceCodeFlow(flow).correlationId()).contains(id);
    }
    assertThat(authority.sentTo("/token").get(0).headers().first("client-request-id"))
        .contains(id.toString());
    assertThat(authority.requests().get(2).uri().getPath())
        .isEqualTo("/fabrikam.example/v2.0/.well-known/openid-configuration");
    assertThat(authority.forms("/token").get(0))
        .containsEntry("device_code", "dev-91a")
        .containsEntry("claims", "{\"access_token\":{\"nbf\":null}}")
        .containsEntry("hint", "é & more");
    assertThat(authority.forms("/devicecode").get(0))
        .containsEntry("hint", "é & more")
        .doesNotContainKey("claims");
  }

  @Test
  @Tag("S-235")
  void aFlowPastItsEndIsAskedAboutOnce() {
    authority.then(400, ScriptedAuthority.error("expired_token"));
    try (PublicClient client = client()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      time.advance(Duration.ofHours(1));
      ServiceException e =
          catchThrowableOfType(ServiceException.class, () -> client.completeDeviceCodeFlow(flow));
      assertThat(codeOf(e)).isEqualTo(OAuthErrorCode.EXPIRED_TOKEN);
    }
    assertThat(authority.forms("/token")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "{\"client_id\":\"a\",\"authority\":\"http://b/c\"}"})
  void whatIsNoSavedFlowIsRefused(String text) {
    assertThatThrownBy(() -> PendingDeviceCodeFlow.restore(Secret.of(text)))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageContaining("begin another");
  }

  @Test
  void anotherClientsFlowIsRefusedBeforeAnythingIsSent() {
    try (PublicClient client = client();
        PublicClient other =
            PublicClient.builder("other").http(authority).timeSource(time).build()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      assertThatThrownBy(() -> other.completeDeviceCodeFlow(flow))
          .isInstanceOf(AuthResponseException.class);
    }
    assertThat(authority.forms("/token")).isEmpty();
  }

  @Test
  @Tag("S-237")
  void aFlowToldToEndGivesTheLastAnswer() {
    List<PendingDeviceCodeFlow> flows = new ArrayList<>();
    authority
        .then(400, PENDING)
        .then(
            form -> {
              flows.get(0).end();
              return ScriptedAuthority.response(400, PENDING);
            });
    try (PublicClient client = client()) {
      ServiceException e =
          catchThrowableOfType(
              ServiceException.class, () -> client.acquireByDeviceCode(REQUEST, flows::add));
      assertThat(codeOf(e)).isEqualTo(OAuthErrorCode.AUTHORIZATION_PENDING);
      assertThat(e).hasMessageContaining("was ended");
    }
    assertThat(authority.forms("/token")).hasSize(2);
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  @Tag("S-237")
  void anotherThreadEndsTheFlowWhileItWaits() throws InterruptedException {
    authority.then(400, PENDING);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(authority)
            .build()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      Thread other = new Thread(flow::end);
      authority.then(
          form -> {
            throw new AssertionError("polled an ended flow");
          });
      long start = System.nanoTime();
      ServiceException e =
          catchThrowableOfType(
              ServiceException.class,
              () -> {
                other.start();
                client.completeDeviceCodeFlow(flow);
              });
      assertThat(codeOf(e)).isEqualTo(OAuthErrorCode.AUTHORIZATION_PENDING);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      other.join();
    }
  }

  @Test
  void whoCancelsTheCallHearsOfThat() {
    Cancellation giveUp = Cancellation.create();
    authority.then(
        form -> {
          giveUp.cancel();
          return ScriptedAuthority.response(400, PENDING);
        });
    try (PublicClient client = client()) {
      assertThatThrownBy(() -> client.acquireByDeviceCode(REQUEST, flow -> {}, giveUp))
          .isInstanceOf(CancelledException.class);
    }
    assertThat(events.await(1).get(0).outcome()).isEqualTo(TokenEvent.Outcome.CANCELLED);
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    authority.then(
        form -> {
          Thread.currentThread().interrupt();
          return ScriptedAuthority.response(400, PENDING);
        });
    try (PublicClient client = client()) {
      assertThatThrownBy(() -> signIn(client)).isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void anAuthorityWithoutTheEndpointIsNamed() {
    ScriptedAuthority without =
        new ScriptedAuthority()
            .metadata(
                """
                {"issuer":"https://id.example","token_endpoint":"https://id.example/token"}\
                """);
    try (PublicClient client =
        PublicClient.builder("app")
            .authority(Authority.oidc(URI.create("https://id.example")))
            .http(without)
            .build()) {
      assertThatThrownBy(() -> client.beginDeviceCodeFlow(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("https://id.example has no device_authorization_endpoint");
    }
  }

  @Test
  void entrasEndpointLiesBesideTheTokenEndpointWhereMetadataIsSilent() {
    authority.metadata("{\"token_endpoint\":\"" + ScriptedAuthority.BASE + "/oauth2/v2.0/token\"}");
    try (PublicClient client = client()) {
      client.beginDeviceCodeFlow(REQUEST);
    }
    assertThat(authority.requests().get(1).uri())
        .isEqualTo(URI.create(ScriptedAuthority.BASE + "/oauth2/v2.0/devicecode"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user_code\":\"A\",\"verification_uri\":\"https://id.example/\"}",
        "{\"user_code\":\"A\",\"device_code\":\"d\",\"verification_uri\":\"javascript:alert(1)\"}",
        "{\"user_code\":\"A\",\"device_code\":\"d\",\"verification_uri\":\"http://id.example/\"}",
        "{\"user_code\":\"A\",\"device_code\":\"d\",\"verification_uri\":\"https://id.example/\","
            + "\"verification_uri_complete\":\"file:///etc/passwd\"}",
        "{\"device_code\":\"d\",\"verification_uri\":\"https://id.example/\"}"
      })
  void anAnswerThatCannotBeShownIsRefused(String json) {
    ScriptedAuthority odd = new ScriptedAuthority().then(200, json);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(odd)
            .build()) {
      assertThatThrownBy(() -> client.beginDeviceCodeFlow(REQUEST))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("no device authorization");
    }
  }

  @Test
  void whatIsShownCannotSteerATerminal() {
    ScriptedAuthority odd =
        new ScriptedAuthority()
            .then(
                200,
                """
                {"user_code":"A\\u001b[2J","device_code":"d","message":"line\\r\\n\\u001b]0;x\\u0007",
                 "verification_url":"https://id.example/"}\
                """);
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(odd)
            .build()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      assertThat(flow.message() + flow.userCode()).matches("[ -~]+");
    }
  }

  @Test
  void theFutureOfAnAsynchronousSignInIsItsCancellation() {
    authority.then(400, PENDING).then(200, TOKENS);
    try (PublicClient client = client()) {
      assertThat(client.async(DeviceCodeTest::signIn).join().accessToken())
          .isEqualTo(Secret.of("AT-1"));
    }
  }
}

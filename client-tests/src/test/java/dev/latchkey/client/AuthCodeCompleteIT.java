package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** What becomes of the answer that a person's browser brings. */
class AuthCodeCompleteIT {

  private final Hotel hotel = new Hotel();
  private final PublicClient client = hotel.client().build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  private PendingAuthCodeFlow begin() {
    return client.beginAuthCodeFlow(Hotel.REQUEST);
  }

  private void nothingWasSentOrKept(int sentBefore) {
    assertThat(hotel.sent()).isEqualTo(sentBefore);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-123")
  @Tag("S-139")
  @Tag("S-142")
  @Tag("S-143")
  @Tag("S-146")
  void codeIsRedeemedForTheFlowsScopes() {
    PendingAuthCodeFlow flow = begin();
    Map<String, String> answer = hotel.signIn(flow);

    TokenResult result =
        client.completeAuthCodeFlow(Hotel.saved(flow), AuthResponse.ofParameters(answer));

    assertThat(result.hasAccessToken()).isTrue();
    assertThat(result.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(result.account().orElseThrow().username()).isEqualTo(Hotel.MIRA);
    assertThat(result.idTokenClaims()).isPresent();
    RecordedRequest request = hotel.tokenRequest();
    assertThat(request.form())
        .containsEntry("grant_type", List.of("authorization_code"))
        .containsEntry("code", List.of(answer.get("code")))
        .containsEntry("redirect_uri", List.of(Hotel.REDIRECT.toString()))
        .containsEntry("client_id", List.of(House.CLIENT_ID))
        .containsEntry("scope", List.of("User.Read offline_access openid profile"))
        .containsKey("code_verifier")
        .doesNotContainKeys("client_secret", "nonce", "state", "return_spa_code");
    assertThat(request.header("x-anchormailbox").orElseThrow())
        .startsWith("Oid:")
        .endsWith("@" + Hotel.TENANT);
  }

  @Test
  @Tag("S-123")
  @Tag("S-150")
  void anotherProcessCompletesAndSilentCallsFindTheToken() {
    String kept = Hotel.saved(begin());
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);
    try (PublicClient other = hotel.client().build()) {
      TokenResult result = other.completeAuthCodeFlow(Hotel.saved(flow), answer);
      hotel.house.sandbox.requests().clear();

      TokenResult silent =
          other.acquireSilently(SilentRequest.of(Hotel.SCOPES, result.account().orElseThrow()));

      assertThat(silent.accessToken()).isEqualTo(result.accessToken());
      assertThat(hotel.sent()).isZero();
    }
    assertThat(kept).isNotEqualTo(Hotel.saved(flow));
  }

  @Test
  @Tag("S-125")
  void flowWithoutRedirectUriRedeemsWithoutOne() {
    try (Hotel single =
            new Hotel(
                SandboxApplication.builder(House.CLIENT_ID)
                    .publicClient(true)
                    .redirectUri(Hotel.REDIRECT.toString()));
        PublicClient own = single.client().build()) {
      PendingAuthCodeFlow flow = own.beginAuthCodeFlow(AuthCodeFlowRequest.of(Hotel.SCOPES));

      own.completeAuthCodeFlow(Hotel.saved(flow), single.answer(flow));

      assertThat(single.tokenRequest().form()).doesNotContainKey("redirect_uri");
    }
  }

  @Test
  @Tag("S-135")
  void formThatWasPostedIsAnAnswer() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.responseMode(ResponseMode.FORM_POST));
    var redirect = hotel.house.sandbox.signIn(flow.authUri(), Hotel.MIRA);
    String body =
        redirect.parameters().entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));

    TokenResult result = client.completeAuthCodeFlow(Hotel.saved(flow), AuthResponse.ofForm(body));

    assertThat(redirect.isFormPost()).isTrue();
    assertThat(result.hasAccessToken()).isTrue();
  }

  @Test
  @Tag("S-122")
  void confidentialClientProvesItself() {
    try (Hotel web = new Hotel(House.application().redirectUri(Hotel.REDIRECT.toString()));
        ConfidentialClient app = web.house.client(ClientCredential.secret(House.SECRET)).build()) {
      PendingAuthCodeFlow flow = app.beginAuthCodeFlow(Hotel.REQUEST.tenant(Hotel.TENANT));

      TokenResult result = app.completeAuthCodeFlow(Hotel.saved(flow), web.answer(flow));

      assertThat(result.account()).isPresent();
      assertThat(web.tokenRequest().formParameter("client_secret")).contains(House.SECRET);
      assertThat(app.accounts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @Tag("S-148")
  @Tag("S-149")
  @NullAndEmptySource
  void sessionWithoutFlowIsTold(String saved) {
    assertThatThrownBy(
            () -> client.completeAuthCodeFlow(saved, AuthResponse.ofQuery("code=a&state=b")))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageContaining("no flow");
    nothingWasSentOrKept(0);
  }

  @Test
  @Tag("S-141")
  @Tag("S-148")
  void answerOfAnotherFlowIsRefused() {
    PendingAuthCodeFlow mine = begin();
    AuthResponse theirs = hotel.answer(begin());
    int before = hotel.sent();

    assertThatThrownBy(() -> client.completeAuthCodeFlow(Hotel.saved(mine), theirs))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageContaining("state");
    nothingWasSentOrKept(before);
  }

  @Test
  @Tag("S-148")
  void answerWithNeitherCodeNorErrorIsRefused() {
    PendingAuthCodeFlow flow = begin();
    int before = hotel.sent();

    assertThatThrownBy(
            () ->
                client.completeAuthCodeFlow(
                    Hotel.saved(flow), AuthResponse.ofParameters(Map.of("state", flow.state()))))
        .isInstanceOf(AuthResponseException.class);
    nothingWasSentOrKept(before);
  }

  @Test
  @Tag("S-147")
  void declinedConsentIsTold() {
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer =
        AuthResponse.ofParameters(
            hotel.house.sandbox.browser().cancel(flow.authUri()).parameters());
    int before = hotel.sent();

    ServiceException failure =
        catchThrowableOfType(
            ServiceException.class, () -> client.completeAuthCodeFlow(Hotel.saved(flow), answer));

    assertThat(failure.error().orElseThrow().code().value()).isEqualTo("access_denied");
    assertThat(failure.error().orElseThrow().description()).isPresent();
    nothingWasSentOrKept(before);
  }

  @Test
  @Tag("S-147")
  void authorityThatNeedsThePersonAgainIsTold() {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.prompt(Prompt.NONE));
    AuthResponse answer =
        AuthResponse.ofParameters(hotel.house.sandbox.browser().open(flow.authUri()).parameters());

    assertThatThrownBy(() -> client.completeAuthCodeFlow(Hotel.saved(flow), answer))
        .isInstanceOf(InteractionRequiredException.class)
        .satisfies(
            it ->
                assertThat(((InteractionRequiredException) it).reason())
                    .isEqualTo(InteractionRequiredException.Reason.REFUSED));
  }

  @Test
  @Tag("S-147")
  void refusedCodeIsToldAndNotTriedAgain() {
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);
    client.completeAuthCodeFlow(Hotel.saved(flow), answer);
    hotel.house.sandbox.requests().clear();

    InteractionRequiredException failure =
        catchThrowableOfType(
            InteractionRequiredException.class,
            () -> client.completeAuthCodeFlow(Hotel.saved(flow), answer));

    assertThat(failure.error().orElseThrow().code().value()).isEqualTo("invalid_grant");
    assertThat(failure.correlationId()).isPresent();
    assertThat(hotel.house.tokenCount()).isEqualTo(1);
  }

  @Test
  void failingAuthorityIsNotSentTheCodeTwice() {
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);
    hotel.house.sandbox.faults().on(EndpointKind.TOKEN).next(3, Fault.status(503));

    assertThatThrownBy(() -> client.completeAuthCodeFlow(Hotel.saved(flow), answer))
        .isInstanceOf(ServiceException.class);
    assertThat(hotel.house.tokenCount()).isEqualTo(1);
  }

  @Test
  @Tag("S-140")
  void idTokenWithAnotherNonceIsRefusedAndNothingKept() {
    hotel
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.idTokenClaim("nonce", "forged"));
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);

    IdTokenException failure =
        catchThrowableOfType(
            IdTokenException.class, () -> client.completeAuthCodeFlow(Hotel.saved(flow), answer));

    assertThat(failure.reason()).isEqualTo(IdTokenException.Reason.NONCE);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-140")
  void idTokenWithoutNonceIsRefused() {
    hotel
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.withoutIdTokenClaim("nonce"));
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);

    assertThatThrownBy(() -> client.completeAuthCodeFlow(Hotel.saved(flow), answer))
        .isInstanceOf(IdTokenException.class);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void codeOfAnotherSessionPutIntoOurFlowIsRefused() {
    // B-10: the verifier is the other flow's.
    PendingAuthCodeFlow mine = begin();
    Map<String, String> injected = new HashMap<>(hotel.signIn(begin()));
    injected.put("state", mine.state());

    assertThatThrownBy(
            () ->
                client.completeAuthCodeFlow(Hotel.saved(mine), AuthResponse.ofParameters(injected)))
        .isInstanceOf(InteractionRequiredException.class);
    assertThat(client.accounts()).isEmpty();
    assertThat(hotel.house.tokenCount()).isEqualTo(1);
  }

  @Test
  @Tag("S-133")
  void recentSignInSatisfiesMaxAge() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.maxAge(Duration.ofMinutes(5)));

    assertThat(client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow)).account())
        .isPresent();
  }

  @Test
  @Tag("S-133")
  void oldSignInDoesNotSatisfyMaxAge() {
    long old = ManualTimeSource.START.minus(Duration.ofMinutes(8)).getEpochSecond();
    hotel
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.idTokenClaim("auth_time", old));
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.maxAge(Duration.ofMinutes(5)));
    AuthResponse answer = hotel.answer(flow);

    IdTokenException failure =
        catchThrowableOfType(
            IdTokenException.class, () -> client.completeAuthCodeFlow(Hotel.saved(flow), answer));

    assertThat(failure.reason()).isEqualTo(IdTokenException.Reason.MAX_AGE);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-133")
  void signInOfUnknownAgeDoesNotSatisfyMaxAge() {
    hotel
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.withoutIdTokenClaim("auth_time"));
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.maxAge(Duration.ofMinutes(5)));
    AuthResponse answer = hotel.answer(flow);

    IdTokenException failure =
        catchThrowableOfType(
            IdTokenException.class, () -> client.completeAuthCodeFlow(Hotel.saved(flow), answer));

    assertThat(failure.reason()).isEqualTo(IdTokenException.Reason.MISSING_CLAIM);
  }

  @Test
  @Tag("S-144")
  void someOfTheScopesMayBeRedeemed() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(
            AuthCodeFlowRequest.of(List.of("User.Read", "Mail.Read")).redirectUri(Hotel.REDIRECT));
    AuthCodeCompletion completion =
        AuthCodeCompletion.of(Hotel.saved(flow), hotel.answer(flow)).scopes(List.of("Mail.Read"));

    TokenResult result = client.completeAuthCodeFlow(completion);

    assertThat(hotel.tokenRequest().formParameter("scope"))
        .contains("Mail.Read offline_access openid profile");
    assertThat(result.hasAccessToken()).isTrue();
  }

  @Test
  @Tag("S-144")
  void scopesThatWereNotAskedForAreRefused() {
    PendingAuthCodeFlow flow = begin();
    AuthCodeCompletion completion =
        AuthCodeCompletion.of(Hotel.saved(flow), hotel.answer(flow))
            .scopes(List.of("User.Read", "Files.ReadWrite"));
    int before = hotel.sent();

    assertThatThrownBy(() -> client.completeAuthCodeFlow(completion))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Files.ReadWrite");
    nothingWasSentOrKept(before);
  }

  @Test
  void consentForMoreIsNotRedeemed() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(
            Hotel.REQUEST.extraScopesToConsent(List.of("https://other.example/Read")));

    client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));

    assertThat(hotel.tokenRequest().formParameter("scope"))
        .contains("User.Read offline_access openid profile");
  }

  @Test
  void claimsExtrasAndCorrelationIdGoWithTheCode() {
    CorrelationId id = new CorrelationId(UUID.fromString("0d1a8b9e-0000-4000-8000-000000000001"));
    String claims = "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(
            Hotel.REQUEST
                .claims(claims)
                .correlationId(id)
                .extraParameters(Map.of("slice", "test")));

    TokenResult result = client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));

    RecordedRequest request = hotel.tokenRequest();
    assertThat(request.formParameter("claims")).contains(claims);
    assertThat(request.formParameter("slice")).contains("test");
    assertThat(request.header("client-request-id")).contains(id.toString());
    assertThat(result.correlationId()).contains(id);
  }

  @Test
  void issuerThatAProviderAlwaysNamesIsChecked() {
    // B-07: two providers at once, answers crossed.
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.authority(hotel.realm("demo")));
    Map<String, String> answer = new HashMap<>(hotel.signIn(flow));
    answer.put("iss", hotel.house.sandbox.oidcAuthority("other").toString());
    Map<String, String> silent = new HashMap<>(answer);
    silent.remove("iss");
    int before = hotel.sent();

    for (Map<String, String> crossed : List.of(answer, silent)) {
      assertThatThrownBy(
              () ->
                  client.completeAuthCodeFlow(
                      Hotel.saved(flow), AuthResponse.ofParameters(crossed)))
          .isInstanceOf(AuthResponseException.class)
          .hasMessageContaining("iss");
    }
    nothingWasSentOrKept(before);
  }

  @Test
  void otherProvidersSignPeopleIn() {
    for (String realm : List.of("demo", "silent")) {
      PendingAuthCodeFlow flow =
          client.beginAuthCodeFlow(
              AuthCodeFlowRequest.of(List.of())
                  .redirectUri(Hotel.REDIRECT)
                  .authority(hotel.realm(realm)));

      TokenResult result = client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));

      assertThat(result.account()).isPresent();
    }
  }

  @Test
  void flowOfAnotherClientIsRefused() {
    PendingAuthCodeFlow flow = begin();
    AuthResponse answer = hotel.answer(flow);
    try (PublicClient other =
        PublicClient.builder("another-app")
            .httpProvider("apache")
            .http(hotel.house.http())
            .build()) {
      assertThatThrownBy(() -> other.completeAuthCodeFlow(Hotel.saved(flow), answer))
          .isInstanceOf(AuthResponseException.class)
          .hasMessageContaining("another client");
    }
  }

  @Test
  void personOfAnotherCloudIsServedByIt() {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.instanceAware(true));
    Map<String, String> answer = new HashMap<>(hotel.signIn(flow));
    answer.put("cloud_instance_host_name", "login.evil.example");
    int before = hotel.sent();

    assertThatThrownBy(
            () -> client.completeAuthCodeFlow(Hotel.saved(flow), AuthResponse.ofParameters(answer)))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageContaining("cloud");
    nothingWasSentOrKept(before);

    answer.put("cloud_instance_host_name", "login.microsoftonline.us");
    // Nothing of that cloud is here; that it is looked for there is what shows.
    assertThatThrownBy(
            () -> client.completeAuthCodeFlow(Hotel.saved(flow), AuthResponse.ofParameters(answer)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("login.microsoftonline.us");
  }

  @Test
  void confidentialClientIsNotInstanceAware() {
    try (ConfidentialClient app =
        hotel.house.client(ClientCredential.secret(House.SECRET)).build()) {
      assertThatThrownBy(() -> app.beginAuthCodeFlow(Hotel.REQUEST.instanceAware(true)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("public");
    }
  }

  @Test
  void spaCodeIsAskedForWhenWanted() {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.spaCode(true));
    AuthResponse answer = hotel.answer(flow);
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(
            Fault.body(
                "{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"spa_code\":\"spa-1\"}",
                "application/json"));

    TokenResult result = client.completeAuthCodeFlow(Hotel.saved(flow), answer);

    assertThat(hotel.tokenRequest().formParameter("return_spa_code")).contains("1");
    assertThat(result.spaCode().orElseThrow().reveal()).isEqualTo("spa-1");
  }

  @Test
  void requestMayBeLeftWithTheAuthority() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(
            AuthCodeFlowRequest.of(List.of())
                .redirectUri(Hotel.REDIRECT)
                .authority(hotel.realm("demo"))
                .loginHint(Hotel.MIRA)
                .pushed(true));

    TokenResult result = client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));

    assertThat(Hotel.parameters(flow.authUri()))
        .containsOnlyKeys("client_id", "request_uri")
        .containsEntry("client_id", House.CLIENT_ID);
    assertThat(result.account()).isPresent();
  }

  @Test
  void requestIsLeftWithTheClientsProof() {
    try (Hotel web = new Hotel(House.application().redirectUri(Hotel.REDIRECT.toString()));
        ConfidentialClient app =
            web.house
                .client(ClientCredential.secret(House.SECRET))
                .authority(web.realm("demo"))
                .build()) {
      PendingAuthCodeFlow flow =
          app.beginAuthCodeFlow(
              AuthCodeFlowRequest.of(List.of()).redirectUri(Hotel.REDIRECT).pushed(true));

      assertThat(app.completeAuthCodeFlow(Hotel.saved(flow), web.answer(flow)).account())
          .isPresent();
    }
  }

  @Test
  void authorityThatKeepsNoRequestsIsNamed() {
    assertThatThrownBy(() -> client.beginAuthCodeFlow(Hotel.REQUEST.pushed(true)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("pushed_authorization_request_endpoint");
  }

  @Test
  void resourceIsNamedAtBothEndpoints() {
    PendingAuthCodeFlow flow =
        client.beginAuthCodeFlow(Hotel.REQUEST.resource(URI.create("https://api.example/")));

    client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));

    assertThat(Hotel.parameters(flow.authUri())).containsEntry("resource", "https://api.example/");
    assertThat(hotel.tokenRequest().formParameter("resource")).contains("https://api.example/");
  }
}

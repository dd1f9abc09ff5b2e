package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.MutualTlsScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.RecordedRequest;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens that are bound to a key from the sign-in on, whatever the way to sign in (T-06). */
@Timeout(60)
class BoundSignInIT {

  // The pair of RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final DeviceCodeRequest DEVICE = DeviceCodeRequest.of(Hotel.SCOPES);

  private final Hotel hotel = new Hotel();
  private final PublicClient entra = hotel.client().build();
  private final PublicClient realm = hotel.client().authority(hotel.realm("demo")).build();

  @AfterEach
  void close() {
    realm.close();
    entra.close();
    hotel.close();
  }

  /** How Mira signs in. */
  enum Way {
    PASSWORD {
      @Override
      TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
        return client.acquireByPassword(
            PasswordRequest.of(Hotel.SCOPES, Hotel.MIRA, "password".toCharArray())
                .authScheme(scheme));
      }
    },
    CODE {
      @Override
      TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
        PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.authScheme(scheme));
        return client.completeAuthCodeFlow(completion(hotel, flow).authScheme(scheme));
      }
    },
    CODE_OF_THE_APPLICATION {
      @Override
      TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
        return client.redeemCode(redemption(code(hotel, client, scheme)).authScheme(scheme));
      }
    },
    BROWSER {
      @Override
      TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
        Robot robot = Robot.signingIn(hotel);
        TokenResult token =
            client.acquireInteractively(
                InteractiveRequest.of(Hotel.SCOPES).browser(robot).authScheme(scheme));
        robot.join();
        return token;
      }
    },
    DEVICE_CODE {
      @Override
      TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
        PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(DEVICE.authScheme(scheme));
        hotel.house.sandbox.device().approve(flow.userCode(), Hotel.MIRA);
        return client.completeDeviceCodeFlow(flow);
      }
    };

    abstract TokenResult signIn(Hotel hotel, PublicClient client, KeyBoundScheme scheme);
  }

  private static AuthCodeCompletion completion(Hotel hotel, PendingAuthCodeFlow flow) {
    return AuthCodeCompletion.of(Hotel.saved(flow), hotel.answer(flow));
  }

  private static Secret code(Hotel hotel, PublicClient client, KeyBoundScheme scheme) {
    URI uri =
        client.authorizationUrl(
            AuthorizationUrlRequest.of(Hotel.SCOPES)
                .redirectUri(Hotel.REDIRECT)
                .codeChallenge(CHALLENGE)
                .authScheme(scheme));
    return Secret.of(hotel.house.sandbox.signIn(uri, Hotel.MIRA).parameter("code").orElseThrow());
  }

  private static AuthCodeRequest redemption(Secret code) {
    return AuthCodeRequest.of(code, Hotel.SCOPES)
        .redirectUri(Hotel.REDIRECT)
        .codeVerifier(Secret.of(VERIFIER));
  }

  private RecordedRequest last() {
    List<RecordedRequest> all = hotel.house.tokenRequests();
    return all.get(all.size() - 1);
  }

  private int call(TokenResult token) {
    return Bound.call(hotel.house.sandbox, token);
  }

  private static SilentRequest silent(TokenResult token) {
    return SilentRequest.of(Hotel.SCOPES, token.account().orElseThrow());
  }

  private static void refused(ThrowingCallable call, String code) {
    TokenException e = catchThrowableOfType(TokenException.class, call);
    assertThat(e.error().map(OAuthError::code)).hasToString("Optional[" + code + "]");
  }

  @ParameterizedTest
  @EnumSource
  void theTokenOfASignInIsNeverAnotherKeysOrABearerToken(Way way) {
    hotel.house.sandbox.resource().audience("https://graph.microsoft.com");
    TokenResult bound = way.signIn(hotel, entra, Bound.SIGNED);
    Bound.requireNamed(last(), bound);
    assertThat(call(bound)).isEqualTo(200);
    int asked = hotel.house.tokenCount();

    TokenResult found = entra.acquireSilently(silent(bound).authScheme(Bound.SIGNED));
    Bound.requireFound(found, bound);
    assertThat(call(found)).isEqualTo(200);
    assertThat(hotel.house.tokenCount()).isEqualTo(asked);
    Bound.requireBearer(entra.acquireSilently(silent(bound)), bound);
    TokenResult other = entra.acquireSilently(silent(bound).authScheme(Bound.SIGNED_BY_OTHER));
    Bound.requireApart(other, bound);
    Bound.requireNamed(last(), other);
    Bound.requireFound(entra.acquireSilently(silent(bound).authScheme(Bound.SIGNED)), bound);
    assertThat(hotel.house.tokenCount()).isEqualTo(asked + 2);
  }

  @ParameterizedTest
  @EnumSource
  void aProviderRenewsTheTokenForTheSameKeyOnly(Way way) {
    hotel.house.sandbox.resource().audience(House.CLIENT_ID);
    TokenResult bound = way.signIn(hotel, realm, Bound.DPOP);
    assertThat(bound.tokenType()).isEqualTo(TokenType.DPOP);
    assertThat(last().header("DPoP")).isPresent();
    assertThat(call(bound)).isEqualTo(200);
    Bound.requireFound(realm.acquireSilently(silent(bound).authScheme(Bound.DPOP)), bound);

    // RFC 9449, section 5: the refresh token of a public client is bound to the key, too.
    assertThatThrownBy(() -> realm.acquireSilently(silent(bound)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(InteractionRequiredException.Reason.KEY_MISSING);
              assertThat(it.error().map(OAuthError::code))
                  .contains(OAuthErrorCode.INVALID_DPOP_PROOF);
              assertThat(it).hasMessageContaining("bound to a key");
            });
    assertThat(realm.findSilently(silent(bound))).isEmpty();
    assertThat(last().header("DPoP")).as("asked without a key").isEmpty();
    refused(
        () -> realm.acquireSilently(silent(bound).authScheme(Bound.DPOP_OF_OTHER)),
        "invalid_grant");
    // Neither refusal is another key's: this one is sent, and not answered from memory.
    TokenResult renewed =
        realm.acquireSilently(silent(bound).authScheme(Bound.DPOP).forceRefresh(true));
    assertThat(renewed.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(renewed.accessToken()).isNotEqualTo(bound.accessToken());
    assertThat(renewed.keyId()).isEqualTo(bound.keyId());
    assertThat(call(renewed)).isEqualTo(200);
  }

  @Test
  void theAddressNamesTheKeyWhereTheCodeIsBoundToIt() {
    PendingAuthCodeFlow flow = realm.beginAuthCodeFlow(Hotel.REQUEST.authScheme(Bound.DPOP));
    TokenResult token = realm.completeAuthCodeFlow(completion(hotel, flow).authScheme(Bound.DPOP));

    assertThat(Hotel.parameters(flow.authUri()))
        .containsEntry("dpop_jkt", token.keyId().orElseThrow());
    assertThat(
            Hotel.parameters(
                entra.beginAuthCodeFlow(Hotel.REQUEST.authScheme(Bound.SIGNED)).authUri()))
        .doesNotContainKey("dpop_jkt");
  }

  @Test
  void aRequestThatIsLeftWithTheAuthorityNamesTheKey() {
    AuthCodeFlowRequest request = Hotel.REQUEST.pushed(true).authScheme(Bound.DPOP);
    PendingAuthCodeFlow flow = realm.beginAuthCodeFlow(request);
    TokenResult token = realm.completeAuthCodeFlow(completion(hotel, flow).authScheme(Bound.DPOP));

    assertThat(Hotel.parameters(flow.authUri())).containsOnlyKeys("client_id", "request_uri");
    assertThat(hotel.house.sandbox.requests().to(EndpointKind.PUSHED_AUTHORIZATION))
        .singleElement()
        .satisfies(it -> assertThat(it.formParameter("dpop_jkt")).isEqualTo(token.keyId()));
  }

  @Test
  void aStolenCodeIsNoUseWithoutTheKey() {
    Secret code = code(hotel, realm, Bound.DPOP);

    refused(() -> realm.redeemCode(redemption(code)), "invalid_dpop_proof");
    refused(
        () -> realm.redeemCode(redemption(code).authScheme(Bound.DPOP_OF_OTHER)), "invalid_grant");

    assertThat(realm.redeemCode(redemption(code).authScheme(Bound.DPOP)).tokenType())
        .isEqualTo(TokenType.DPOP);
  }

  @Test
  void aFlowIsCompletedWithTheKeyThatItWasBegunWith() {
    PendingAuthCodeFlow flow = realm.beginAuthCodeFlow(Hotel.REQUEST.authScheme(Bound.DPOP));
    AuthCodeCompletion completion = completion(hotel, flow);

    assertThatThrownBy(() -> realm.completeAuthCodeFlow(completion))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auth scheme is missing");
    assertThatThrownBy(() -> realm.completeAuthCodeFlow(completion.authScheme(Bound.DPOP_OF_OTHER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> realm.completeAuthCodeFlow(completion.authScheme(Bound.SIGNED)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DPoP");
    assertThat(hotel.house.tokenCount()).isZero();
    assertThat(realm.completeAuthCodeFlow(completion.authScheme(Bound.DPOP)).keyId()).isPresent();
  }

  @Test
  void aDeviceCodeFlowThatWasWrittenDownIsGivenItsSchemeAgain() {
    PendingDeviceCodeFlow flow = entra.beginDeviceCodeFlow(DEVICE.authScheme(Bound.SIGNED));
    hotel.house.sandbox.device().approve(flow.userCode(), Hotel.MIRA);
    PendingDeviceCodeFlow restored = PendingDeviceCodeFlow.restore(flow.saved());

    assertThat(restored.tokenType()).contains(TokenType.POP);
    assertThatThrownBy(() -> entra.completeDeviceCodeFlow(restored))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auth scheme is missing");
    assertThat(hotel.house.tokenCount()).isZero();
    TokenResult token = entra.completeDeviceCodeFlow(restored.authScheme(Bound.SIGNED));
    Bound.requireNamed(last(), token);
  }

  @Test
  void aSchemeThatAPublicClientCannotHaveIsRefusedBeforeAnythingIsSent() {
    InteractiveRequest browser =
        InteractiveRequest.of(Hotel.SCOPES)
            .browser(
                address -> {
                  throw new AssertionError("a browser was opened");
                });
    List<ThrowingCallable> calls =
        List.of(
            () -> entra.beginDeviceCodeFlow(DEVICE.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE)),
            () ->
                entra.beginAuthCodeFlow(
                    Hotel.REQUEST.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE)),
            () ->
                entra.acquireInteractively(browser.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE)),
            () -> entra.beginDeviceCodeFlow(DEVICE.authScheme(Bound.DPOP)),
            () -> entra.beginAuthCodeFlow(Hotel.REQUEST.authScheme(Bound.DPOP)));

    assertThat(calls)
        .allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(ConfigurationException.class));
    assertThat(hotel.sent()).isZero();
  }
}

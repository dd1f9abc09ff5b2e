package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameter claims, in every operation that has one. */
@Timeout(60)
class ClaimsTest {

  private static final List<String> SCOPES = List.of("User.Read");
  private static final URI BACK = URI.create("https://app.example/back");
  private static final String NBF = "{\"nbf\":{\"essential\":true,\"value\":\"1893450000\"}";
  private static final String CHALLENGE = "{\"access_token\":" + NBF + "}}";
  private static final String CAPABILITY = "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}}";
  private static final String BOTH =
      "{\"access_token\":" + NBF + ",\"xms_cc\":{\"values\":[\"CP1\"]}}}";

  private final ManualTimeSource time = new ManualTimeSource();
  private final List<URI> addresses = new ArrayList<>();
  private final ScriptedAuthority authority = authority();
  private volatile String token = "first";
  private @Nullable PublicClient publicClient;
  private @Nullable ConfidentialClient confidentialClient;

  @AfterEach
  void close() {
    if (publicClient != null) {
      publicClient.close();
    }
    if (confidentialClient != null) {
      confidentialClient.close();
    }
  }

  private ScriptedAuthority authority() {
    String base = ScriptedAuthority.BASE;
    return new ScriptedAuthority()
        .metadata(
            """
            {"issuer": "%s/v2.0", "token_endpoint": "%s/oauth2/v2.0/token",
             "authorization_endpoint": "%s/oauth2/v2.0/authorize",
             "pushed_authorization_request_endpoint": "%s/par",
             "device_authorization_endpoint": "%s/oauth2/v2.0/devicecode"}\
            """
                .formatted(base, base, base, base, base))
        .then(
            form ->
                ScriptedAuthority.response(
                    200,
                    form.containsKey("grant_type")
                        ? answer(form)
                        : """
                        {"device_code":"d","user_code":"u","expires_in":900,"interval":0,
                         "verification_uri":"https://login.example/device","request_uri":"urn:r"}\
                        """));
  }

  // No ID token for codes: the script does not know the nonce.
  private String answer(Map<String, String> form) {
    return Objects.equals(form.get("grant_type"), "authorization_code")
        ? "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"" + token + "\"}"
        : ScriptedAuthority.tokens("mira", token, ",\"refresh_token\":\"r\"");
  }

  private <B extends ClientBuilder<B>> B configured(B builder, String... capabilities) {
    return builder
        .authority(Authority.entra(Cloud.PUBLIC, ScriptedAuthority.TENANT))
        .http(authority)
        .timeSource(time)
        .clientCapabilities(capabilities);
  }

  private void open(String... capabilities) {
    publicClient = configured(PublicClient.builder(House.CLIENT_ID), capabilities).build();
    confidentialClient =
        configured(
                ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET)),
                capabilities)
            .build();
  }

  private PublicClient publicly() {
    return Objects.requireNonNull(publicClient);
  }

  private ConfidentialClient confidentially() {
    return Objects.requireNonNull(confidentialClient);
  }

  /** What a request's address or form says of claims, for all that one call sent. */
  private List<@Nullable String> sent() {
    List<@Nullable String> sent = new ArrayList<>();
    addresses.forEach(it -> sent.add(Hotel.parameters(it).get("claims")));
    authority.forms("/par").forEach(it -> sent.add(it.get("claims")));
    authority.forms("/token").forEach(it -> sent.add(it.get("claims")));
    return sent;
  }

  private Account signedIn(UserClient client) {
    return client
        .importRefreshToken(RefreshTokenRequest.of(SCOPES, Secret.of("imported")))
        .account()
        .orElseThrow();
  }

  /** Forgets what was sent before. */
  private void fromNowOn(String next) {
    authority.forget();
    token = next;
  }

  /** The operations that take a claims challenge. */
  enum Operation {
    CODE_FLOW {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        AuthCodeFlowRequest request = AuthCodeFlowRequest.of(SCOPES).redirectUri(BACK);
        PendingAuthCodeFlow flow =
            test.publicly().beginAuthCodeFlow(claims == null ? request : request.claims(claims));
        test.addresses.add(flow.authUri());
        test.publicly()
            .completeAuthCodeFlow(
                flow.saved().reveal(),
                AuthResponse.ofParameters(Map.of("code", "c", "state", flow.state())));
      }
    },
    PUSHED_CODE_FLOW {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        AuthCodeFlowRequest request = AuthCodeFlowRequest.of(SCOPES).redirectUri(BACK).pushed(true);
        PendingAuthCodeFlow flow =
            test.confidentially()
                .beginAuthCodeFlow(claims == null ? request : request.claims(claims));
        assertThat(Hotel.parameters(flow.authUri())).doesNotContainKey("claims");
      }
    },
    AUTHORIZATION_URL {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        AuthorizationUrlRequest request = AuthorizationUrlRequest.of(SCOPES).redirectUri(BACK);
        test.addresses.add(
            test.confidentially()
                .authorizationUrl(claims == null ? request : request.claims(claims)));
      }
    },
    CODE_REDEMPTION {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        AuthCodeRequest request = AuthCodeRequest.of(Secret.of("c"), SCOPES).redirectUri(BACK);
        test.confidentially().redeemCode(claims == null ? request : request.claims(claims));
      }
    },
    INTERACTIVE {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        InteractiveRequest request =
            InteractiveRequest.of(SCOPES)
                .responseMode(ResponseMode.QUERY)
                .browser(test.comingBack());
        test.publicly().acquireInteractively(claims == null ? request : request.claims(claims));
      }
    },
    DEVICE_CODE {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        DeviceCodeRequest request = DeviceCodeRequest.of(SCOPES);
        test.publicly()
            .acquireByDeviceCode(claims == null ? request : request.claims(claims), prompt -> {});
        assertThat(test.authority.forms("/devicecode"))
            .singleElement()
            .satisfies(it -> assertThat(it).doesNotContainKey("claims"));
      }
    },
    PASSWORD {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        PasswordRequest request = PasswordRequest.of(SCOPES, "mira", "secret".toCharArray());
        test.publicly().acquireByPassword(claims == null ? request : request.claims(claims));
      }
    },
    SILENT {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        SilentRequest request = test.silent(test.publicly());
        test.publicly().acquireSilently(claims == null ? request : request.claims(claims));
      }
    },
    FIND_SILENTLY {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        SilentRequest request = test.silent(test.confidentially());
        assertThat(
                test.confidentially()
                    .findSilently(claims == null ? request : request.claims(claims)))
            .isPresent();
      }
    },
    APP_TOKEN {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        ClientRequest request = ClientRequest.of(House.SCOPE);
        test.confidentially().acquireForClient(claims == null ? request : request.claims(claims));
      }
    },
    ON_BEHALF_OF {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        OnBehalfOfRequest request = OnBehalfOfRequest.of(SCOPES, Secret.of("caller"));
        test.confidentially().acquireOnBehalfOf(claims == null ? request : request.claims(claims));
      }
    },
    LONG_RUNNING {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        test.confidentially()
            .beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, Secret.of("caller")).sessionKey("work"));
        test.fromNowOn("next");
        SessionRequest request = SessionRequest.of(SCOPES, "work").forceRefresh(true);
        test.confidentially().resumeOnBehalfOf(claims == null ? request : request.claims(claims));
      }
    },
    USER_FEDERATED_IDENTITY {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        UserFederatedIdentityRequest request =
            UserFederatedIdentityRequest.ofUsername(SCOPES, "mira", Secret.of("vouched"));
        test.confidentially()
            .acquireByUserFederatedIdentity(claims == null ? request : request.claims(claims));
      }
    },
    REFRESH_TOKEN_IMPORT {
      @Override
      void run(ClaimsTest test, @Nullable String claims) {
        RefreshTokenRequest request = RefreshTokenRequest.of(SCOPES, Secret.of("old"));
        test.publicly().importRefreshToken(claims == null ? request : request.claims(claims));
      }
    };

    abstract void run(ClaimsTest test, @Nullable String claims);
  }

  private SilentRequest silent(UserClient client) {
    Account account = signedIn(client);
    fromNowOn("next");
    return SilentRequest.of(SCOPES, account).forceRefresh(true);
  }

  /** A browser that comes back at once. */
  private Browser comingBack() {
    return url -> {
      addresses.add(url.uri());
      Map<String, String> asked = Hotel.parameters(url.uri());
      URI back = URI.create(asked.get("redirect_uri") + "/?code=c&state=" + asked.get("state"));
      Thread thread = new Thread(() -> get(back));
      thread.setDaemon(true);
      thread.start();
      return Launch.openedBy("robot");
    };
  }

  private static void get(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(10_000);
      connection.setReadTimeout(10_000);
      assertThat(connection.getResponseCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S-020")
  @Tag("S-067")
  @Tag("S-070")
  void capabilityIsToldInEachOfThem(Operation operation) {
    open("CP1");
    operation.run(this, null);
    assertThat(sent()).isNotEmpty().containsOnly(CAPABILITY);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S-071")
  @Tag("S-072")
  @Tag("S-073")
  @Tag("S-167")
  @Tag("S-197")
  void capabilityIsMergedWithTheChallengeInEachOfThem(Operation operation) {
    open("CP1");
    operation.run(this, CHALLENGE);
    assertThat(sent()).isNotEmpty().containsOnly(BOTH);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S-073")
  void challengeIsPassedOnAsItCameWhereThereIsNoCapability(Operation operation) {
    open();
    String odd = " {\"id_token\" : {\"acr\":null} , \"z\":1.50e1,\"a\":\"\\u00fc\"} ";
    operation.run(this, odd);
    assertThat(sent()).isNotEmpty().containsOnly(odd);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S-018")
  void nothingIsSaidByDefault(Operation operation) {
    open();
    operation.run(this, null);
    assertThat(sent()).isNotEmpty().containsOnlyNulls();
  }

  static Stream<String> malformed() {
    return Stream.of("", "marker", "[]", "{\"marker\":1", "{}{}", "{\"access_token\":\"marker\"}");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  @Tag("S-072")
  void malformedChallengeIsRefusedBeforeAnythingIsSent(String claims) {
    open("CP1");
    for (Operation operation : Operation.values()) {
      fromNowOn("other");
      if (operation == Operation.LONG_RUNNING
          || operation == Operation.SILENT
          || operation == Operation.FIND_SILENTLY) {
        // These have to sign somebody in before, which is sent.
        continue;
      }
      assertThatThrownBy(() -> operation.run(this, claims))
          .as(operation.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("marker");
      assertThat(authority.requests()).as(operation.name()).isEmpty();
    }
    assertThatThrownBy(() -> SilentRequest.of(SCOPES, null).claims(claims))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SessionRequest.of(SCOPES, "work").claims(claims))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Tag("S-071")
  void whatTheApplicationAsksForIsMergedToo() {
    open("CP1");
    confidentially()
        .acquireForClient(
            ClientRequest.of(House.SCOPE)
                .claimsFromClient("{\"access_token\":{\"own\":1}}")
                .claims(CHALLENGE));
    assertThat(sent())
        .containsExactly(
            "{\"access_token\":{\"own\":1,"
                + NBF.substring(1)
                + ",\"xms_cc\":{\"values\":[\"CP1\"]}}}");
  }

  @Test
  @Tag("S-067")
  void capabilityAloneDoesNotPassTheCacheAndAChallengeDoes() {
    open("CP1");
    Account account = signedIn(confidentially());
    ConfidentialClient client = confidentially();
    OnBehalfOfRequest behalf = OnBehalfOfRequest.of(SCOPES, Secret.of("caller"));
    TokenExchangeRequest exchange = TokenExchangeRequest.of(Secret.of("other"));
    client.acquireForClient(ClientRequest.of(House.SCOPE));
    client.acquireOnBehalfOf(behalf);
    client.exchangeToken(exchange);
    fromNowOn("second");

    List<String> hits =
        List.of(
            client.acquireSilently(SilentRequest.of(SCOPES, account)).accessToken().reveal(),
            client.acquireForClient(ClientRequest.of(House.SCOPE)).accessToken().reveal(),
            client.acquireOnBehalfOf(behalf).accessToken().reveal(),
            client.exchangeToken(exchange).accessToken().reveal());
    assertThat(hits).containsOnly("first");
    assertThat(authority.requests()).isEmpty();

    List<String> answers =
        List.of(
            client
                .acquireSilently(SilentRequest.of(SCOPES, account).claims(CHALLENGE))
                .accessToken()
                .reveal(),
            client
                .acquireForClient(ClientRequest.of(House.SCOPE).claims(CHALLENGE))
                .accessToken()
                .reveal(),
            client.acquireOnBehalfOf(behalf.claims(CHALLENGE)).accessToken().reveal());
    assertThat(answers).containsOnly("second");

    // Nothing is kept under the claims: the new token took the place of the old one.
    assertThat(client.acquireForClient(ClientRequest.of(House.SCOPE)).accessToken().reveal())
        .isEqualTo("second");
    assertThat(client.acquireSilently(SilentRequest.of(SCOPES, account)).accessToken().reveal())
        .isEqualTo("second");
  }

  @Test
  void callbackThatProvesTheClientSeesWhatIsSent() {
    List<String> seen = new ArrayList<>();
    try (ConfidentialClient client =
        configured(
                ConfidentialClient.builder(
                    House.CLIENT_ID,
                    ClientCredential.assertion(
                        context -> {
                          seen.add(context.claims().orElse("none"));
                          return Secret.of("a.b.c");
                        })),
                "CP1")
            .build()) {
      client.acquireForClient(ClientRequest.of(House.SCOPE).claims(CHALLENGE));
    }
    assertThat(seen).containsExactly(BOTH);
  }

  @Test
  void lastWordOnCapabilitiesCounts() {
    configured(PublicClient.builder(House.CLIENT_ID), "CP1");
    publicClient =
        configured(PublicClient.builder(House.CLIENT_ID), "CP1")
            .clientCapabilities("CP2", "CP1", "CP2")
            .build();
    addresses.add(
        publicClient.authorizationUrl(AuthorizationUrlRequest.of(SCOPES).redirectUri(BACK)));
    assertThat(sent())
        .containsExactly("{\"access_token\":{\"xms_cc\":{\"values\":[\"CP2\",\"CP1\"]}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "CP1\n"})
  void whatIsNoCapabilityIsRefused(String value) {
    assertThatThrownBy(() -> PublicClient.builder(House.CLIENT_ID).clientCapabilities(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CP1");
  }
}

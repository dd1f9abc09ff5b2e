package dev.latchkey.client;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;

/**
 * A house where people sign in. They come with refresh tokens that another library got: the steps
 * before are taken here, with nothing of ours. Service and client go by one clock.
 */
final class People implements AutoCloseable {

  static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String GUEST = "fabrikam.example";
  static final String MIRA = "mira@contoso.example";
  static final String NOEL = "noel@contoso.example";
  static final List<String> SCOPES = List.of("User.Read");

  private static final String REDIRECT = "https://app.example/back";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final Pattern REFRESH_TOKEN =
      Pattern.compile("\"refresh_token\"\\s*:\\s*\"([^\"]+)\"");

  final House house;
  final ManualTimeSource time;

  private final boolean hasSecret;

  People() {
    this(app(), false);
  }

  People(SandboxApplication.Builder application) {
    this(application, false);
  }

  /** {@return a house with a web application, which has a secret} */
  static People ofWebApp() {
    return new People(House.application().redirectUri(REDIRECT), true);
  }

  private People(SandboxApplication.Builder application, boolean hasSecret) {
    this.hasSecret = hasSecret;
    Later clock = new Later();
    this.house =
        new House(
            Sandbox.builder()
                .clock(clock)
                .application(application.build())
                .user(SandboxUser.builder(MIRA).homeTenant(HOME).guestIn(GUEST).build())
                .user(SandboxUser.builder(NOEL).homeTenant(HOME).build()));
    clock.house = house;
    this.time = house.time;
  }

  static SandboxApplication.Builder app() {
    return SandboxApplication.builder(House.CLIENT_ID).publicClient(true).redirectUri(REDIRECT);
  }

  PublicClient.Builder client() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.entra(Cloud.PUBLIC, HOME))
        .httpProvider("apache")
        .http(house.http())
        .timeSource(time);
  }

  ConfidentialClient.Builder webClient() {
    return house
        .client(ClientCredential.secret(House.SECRET))
        .authority(Authority.entra(Cloud.PUBLIC, HOME));
  }

  Authority realm() {
    return Authority.oidc(house.sandbox.oidcAuthority("demo"));
  }

  /** Signs somebody in, and forgets what was sent for it. */
  TokenResult signIn(UserClient client, String username) {
    TokenResult result =
        client.importRefreshToken(RefreshTokenRequest.of(SCOPES, refreshToken(username)));
    house.sandbox.requests().clear();
    return result;
  }

  /** Signs Mira in. */
  Account mira(UserClient client) {
    return signIn(client, MIRA).account().orElseThrow();
  }

  static SilentRequest silent(Account account) {
    return SilentRequest.of(SCOPES, account);
  }

  /** {@return a refresh token of the tenant, as another library would have got it} */
  Secret refreshToken(String username) {
    return refreshToken(
        house.sandbox.authority(HOME), "/oauth2/v2.0/authorize", "/oauth2/v2.0/token", username);
  }

  /** {@return a refresh token of the realm, as another library would have got it} */
  Secret realmRefreshToken(String username) {
    return refreshToken(
        house.sandbox.oidcAuthority("demo"),
        "/protocol/openid-connect/auth",
        "/protocol/openid-connect/token",
        username);
  }

  private Secret refreshToken(URI authority, String front, String back, String username) {
    Map<String, String> asked =
        Map.of(
            "client_id",
            House.CLIENT_ID,
            "response_type",
            "code",
            "redirect_uri",
            REDIRECT,
            "scope",
            "openid profile offline_access User.Read Mail.Read",
            "code_challenge",
            CHALLENGE,
            "code_challenge_method",
            "S256");
    URI uri = URI.create(authority + front + "?" + form(asked));
    String code = house.sandbox.signIn(uri, username).parameter("code").orElseThrow();
    Map<String, String> redeemed =
        new TreeMap<>(
            Map.of(
                "client_id", House.CLIENT_ID,
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER));
    if (hasSecret) {
      redeemed.put("client_secret", House.SECRET);
    }
    Matcher answer = REFRESH_TOKEN.matcher(post(URI.create(authority + back), form(redeemed)));
    if (!answer.find()) {
      throw new AssertionError("the sandbox gave no refresh token");
    }
    house.sandbox.requests().clear();
    return Secret.of(answer.group(1));
  }

  private String post(URI uri, String form) {
    try {
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      connection.setSSLSocketFactory(house.sandbox.sslContext().getSocketFactory());
      connection.setConnectTimeout((int) Duration.ofSeconds(10).toMillis());
      connection.setReadTimeout((int) Duration.ofSeconds(10).toMillis());
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      connection.getOutputStream().write(form.getBytes(StandardCharsets.US_ASCII));
      try (InputStream body =
          connection.getResponseCode() < 400
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** {@return the one token request since people signed in} */
  RecordedRequest request() {
    List<RecordedRequest> all = house.tokenRequests();
    if (all.size() != 1) {
      throw new AssertionError("token requests: " + all);
    }
    return all.get(0);
  }

  @Override
  public void close() {
    house.close();
  }

  /** The house's time, which is there only after the house. */
  private static final class Later extends Clock {

    private volatile House house;

    @Override
    public Instant instant() {
      return house == null ? ManualTimeSource.START : house.time.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

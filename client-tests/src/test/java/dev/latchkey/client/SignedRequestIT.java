package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.challenge.AuthenticateHeader;
import dev.latchkey.domain.challenge.Challenge;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signed HTTP requests with a key of ours; the sandbox's resource verifies each for real. */
@Timeout(60)
class SignedRequestIT {

  private static final TestCertificate RSA = TestCertificate.rsa("CN=proof");
  private static final SignedRequestScheme SCHEME = SignedRequestScheme.create();
  private static final ClientRequest PLAIN = ClientRequest.of("api://sandbox-resource/.default");
  private static final ClientRequest BOUND = PLAIN.authScheme(SCHEME);

  private final SandboxClock clock = SandboxClock.at(ManualTimeSource.START);
  private final House house =
      new House(Sandbox.builder().clock(clock).application(House.application().build()));
  private final ConfidentialClient client = house.client().build();
  private final Caller caller = new Caller(house.sandbox.sslContext());
  private final URI resource = house.sandbox.resource().uri();

  @AfterEach
  void close() {
    client.close();
    house.close();
  }

  private void advance(Duration time) {
    clock.advance(time);
    house.time.advance(time);
  }

  private static SignedRequestScheme given() {
    return SignedRequestScheme.of(KeySource.of(RSA.privateKey(), RSA.chain()));
  }

  @Test
  void theResourceTakesARequestThatIsSignedWithTheKeyOfTheToken() {
    TokenResult token = client.acquireForClient(BOUND);

    Caller.Told told = caller.get(resource, token.headersFor("GET", resource));

    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(told.body()).contains(token.keyId().orElseThrow());
    assertThat(token.tokenType()).isEqualTo(TokenType.POP);
    RecordedRequest sent = house.tokenRequests().get(0);
    assertThat(sent.formParameter("token_type")).contains("pop");
    assertThat(decoded(sent.formParameter("req_cnf").orElseThrow()))
        .isEqualTo("{\"kid\":\"" + token.keyId().orElseThrow() + "\"}");
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Test
  void methodHostPathQueryHeadersAndBodyAreSigned() {
    URI uri = URI.create(resource + "?page=2&lang=nl&flag=%C3%A9");
    String body = "{\"greeting\":\"hi\"}";
    Map<String, String> signed = new LinkedHashMap<>();
    signed.put("Content-Type", "application/json");
    signed.put("X-Order", "17");
    TokenResult token = client.acquireForClient(BOUND);
    ProtectedRequest request =
        ProtectedRequest.of("POST", uri)
            .headers(signed)
            .body(body.getBytes(StandardCharsets.UTF_8));

    Map<String, String> sent = new HashMap<>(signed);
    sent.putAll(token.headersFor(request));
    assertThat(caller.call("POST", uri, sent, body).status()).isEqualTo(200);

    assertThat(refusedAfter(token, request, "PUT", uri, signed, body)).contains("says m");
    URI otherQuery = URI.create(resource + "?page=3&lang=nl&flag=%C3%A9");
    assertThat(refusedAfter(token, request, "POST", otherQuery, signed, body))
        .contains("signed as q");
    assertThat(refusedAfter(token, request, "POST", uri, Map.of("X-Order", "18"), body))
        .contains("signed as h");
    assertThat(refusedAfter(token, request, "POST", uri, signed, "{\"greeting\":\"ho\"}"))
        .contains("says b");
  }

  private String refusedAfter(
      TokenResult token,
      ProtectedRequest signedAs,
      String method,
      URI uri,
      Map<String, String> fields,
      String body) {
    Map<String, String> sent = new HashMap<>(fields);
    sent.putIfAbsent("Content-Type", "application/json");
    sent.putAll(token.headersFor(signedAs));
    Caller.Told told = caller.call(method, uri, sent, body);
    assertThat(told.status()).isEqualTo(401);
    return String.join(" ", told.challenges());
  }

  @Test
  void aSignedRequestIsGoodOnce() {
    Map<String, String> headers = client.acquireForClient(BOUND).headersFor("GET", resource);

    assertThat(caller.get(resource, headers).status()).isEqualTo(200);
    Caller.Told replay = caller.get(resource, headers);

    assertThat(replay.status()).isEqualTo(401);
    assertThat(replay.challenges()).anyMatch(it -> it.contains("used before"));
  }

  @Test
  void aBoundTokenIsNeverABearerToken() {
    TokenResult bound = client.acquireForClient(BOUND);

    assertThatThrownBy(bound::authorizationHeader)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("headersFor");
    assertThat(
            caller
                .get(resource, Map.of("Authorization", "Bearer " + bound.accessToken().reveal()))
                .status())
        .isEqualTo(401);
    TokenResult bearer = client.acquireForClient(PLAIN);
    assertThat(bearer.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(bearer.tokenType()).isEqualTo(TokenType.BEARER);
    assertThat(bearer.keyId()).isEmpty();
    assertThat(caller.get(resource, bearer.headersFor("GET", resource)).status()).isEqualTo(200);
  }

  @Test
  void eachKeyHasATokenOfItsOwnInTheCache() {
    TokenResult made = client.acquireForClient(BOUND);
    ClientRequest other = PLAIN.authScheme(given());
    TokenResult given = client.acquireForClient(other);

    assertThat(given.keyId()).isNotEqualTo(made.keyId());
    assertThat(given.accessToken()).isNotEqualTo(made.accessToken());
    TokenResult again = client.acquireForClient(BOUND);
    assertThat(again.source()).isEqualTo(TokenSource.CACHE);
    assertThat(again.accessToken()).isEqualTo(made.accessToken());
    assertThat(client.acquireForClient(other).keyId()).isEqualTo(given.keyId());
    assertThat(house.tokenCount()).isEqualTo(2);
    assertThat(caller.get(resource, again.headersFor("GET", resource)).status()).isEqualTo(200);
  }

  @Test
  void tokensThatExtraParametersSetApartStayApartWhenBound() {
    ClientRequest extra = BOUND.extraParameters(Map.of("dc", "west"));
    TokenResult one = client.acquireForClient(BOUND);
    TokenResult other = client.acquireForClient(extra);

    assertThat(other.accessToken()).isNotEqualTo(one.accessToken());
    assertThat(client.acquireForClient(extra).accessToken()).isEqualTo(other.accessToken());
    assertThat(client.acquireForClient(BOUND).accessToken()).isEqualTo(one.accessToken());
    assertThat(house.tokenCount()).isEqualTo(2);
  }

  @Test
  void aKeyThatTheClientMadeIsReplacedInTime() {
    ClientRequest request =
        PLAIN.authScheme(
            new SignedRequestScheme(
                SigningKeys.made(SigningAlgorithm.RS256).replacedAfter(Duration.ofMinutes(10))));
    TokenResult before = client.acquireForClient(request);
    advance(Duration.ofMinutes(9));
    assertThat(client.acquireForClient(request).keyId()).isEqualTo(before.keyId());
    advance(Duration.ofMinutes(1));

    TokenResult after = client.acquireForClient(request);

    assertThat(after.keyId()).isPresent().isNotEqualTo(before.keyId());
    assertThat(after.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(caller.get(resource, after.headersFor("GET", resource)).status()).isEqualTo(200);
    assertThat(caller.get(resource, before.headersFor("GET", resource)).status()).isEqualTo(200);
  }

  @Test
  void theNonceOfAChallengeIsAnswered() {
    house.sandbox.resource().demandNonce(true);
    TokenResult token = client.acquireForClient(BOUND);
    Caller.Told refused = caller.get(resource, token.headersFor("GET", resource));
    String nonce =
        AuthenticateHeader.parse(refused.challenges())
            .first("PoP")
            .flatMap(Challenge::nonce)
            .orElseThrow();
    ProtectedRequest answer = ProtectedRequest.of("GET", resource).nonce(nonce);

    assertThat(refused.status()).isEqualTo(401);
    assertThat(caller.get(resource, token.headersFor(answer)).status()).isEqualTo(200);
    assertThat(caller.get(resource, token.headersFor(answer)).status()).isEqualTo(401);
  }

  @Test
  void aKeyThatIsKeptFindsItsTokenInTheNextProcess() {
    // Two processes have one wall clock in common, and no other: the machine's.
    House real = new House(House.application().build());
    URI orders = real.sandbox.resource().uri();
    SerializableTokenCache first = SerializableTokenCache.create();
    ClientRequest request = PLAIN.authScheme(given());
    TokenResult token;
    try (ConfidentialClient before =
        real.client().timeSource(TimeSource.system()).tokenCache(first).build()) {
      token = before.acquireForClient(request);
      before.acquireForClient(BOUND);
    }
    String kept = first.serialize().reveal();
    SerializableTokenCache second = SerializableTokenCache.create();
    second.deserialize(kept);

    try (real;
        ConfidentialClient after =
            real.client().timeSource(TimeSource.system()).tokenCache(second).build()) {
      TokenResult found = after.acquireForClient(request);
      assertThat(found.source()).isEqualTo(TokenSource.CACHE);
      assertThat(found.accessToken()).isEqualTo(token.accessToken());
      assertThat(
              new Caller(real.sandbox.sslContext())
                  .get(orders, found.headersFor("GET", orders))
                  .status())
          .isEqualTo(200);
      assertThat(after.acquireForClient(BOUND).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(after.acquireForClient(PLAIN).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
    assertThat(kept)
        .contains("AccessToken_With_AuthScheme", "\"key_id\":\"" + token.keyId().orElseThrow())
        .doesNotContain("PRIVATE", "\"d\":");
  }

  @Test
  void aPersonsTokenIsBoundAsWell() {
    try (People people = new People();
        PublicClient app = people.client().build()) {
      people.house.sandbox.resource().audience("https://graph.microsoft.com");
      Account mira = people.mira(app);
      SilentRequest bound = People.silent(mira).authScheme(SCHEME);
      TokenResult token = app.acquireSilently(bound);
      TokenResult again = app.acquireSilently(bound);
      URI uri = people.house.sandbox.resource().uri();

      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(again.source()).isEqualTo(TokenSource.CACHE);
      assertThat(again.keyId()).isPresent().isEqualTo(token.keyId());
      Caller.Told told =
          new Caller(people.house.sandbox.sslContext()).get(uri, again.headersFor("GET", uri));
      assertThat(told.status()).as(told.challenges().toString()).isEqualTo(200);
      assertThat(app.acquireSilently(People.silent(mira)).tokenType()).isEqualTo(TokenType.BEARER);
      assertThat(people.house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void tokensFromTheApplicationItselfAreNotBound() {
    try (ConfidentialClient own =
        ConfidentialClient.builder(
                House.CLIENT_ID,
                context -> {
                  throw new AssertionError("nobody is asked");
                })
            .build()) {
      assertThatThrownBy(() -> own.acquireForClient(BOUND))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("auth scheme");
    }
  }

  @Test
  void aSchemeThatTheAuthorityDoesNotKnowIsNotTakenForAnother() {
    try (ConfidentialClient oidc =
        house
            .client(ClientCredential.secret(House.SECRET))
            .authority(Authority.oidc(house.sandbox.oidcAuthority("demo")))
            .build()) {
      assertThatThrownBy(() -> oidc.acquireForClient(BOUND))
          .hasMessageContaining("of type Bearer")
          .hasMessageContaining("pop");
    }
  }
}

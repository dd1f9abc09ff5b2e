package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DPoP (RFC 9449); the sandbox verifies each proof for real, and takes none twice. */
@Timeout(60)
class DpopIT {

  private static final TestCertificate EC = TestCertificate.ec("CN=proof");
  private static final TestCertificate RSA = TestCertificate.rsa("CN=proof");
  private static final ClientRequest PLAIN =
      ClientRequest.of("orders").extraParameters(Map.of("resource", "api://sandbox-resource"));
  private static final ClientRequest BOUND = PLAIN.authScheme(DpopScheme.create());

  private final House house =
      new House(
          Sandbox.builder()
              .clock(SandboxClock.at(ManualTimeSource.START))
              .application(House.application().build())
              .realm(SandboxRealm.builder("plain").build())
              .realm(SandboxRealm.builder("nonces").dpopNonce(true).build()));
  private final Caller caller = new Caller(house.sandbox.sslContext());
  private final URI resource = house.sandbox.resource().uri();

  @AfterEach
  void close() {
    house.close();
  }

  private ConfidentialClient client(String realm) {
    return house
        .client(ClientCredential.secret(House.SECRET))
        .authority(Authority.oidc(house.sandbox.oidcAuthority(realm)))
        .build();
  }

  @Test
  void tokenAndRequestsAreBoundToTheKey() {
    try (ConfidentialClient client = client("plain")) {
      TokenResult token = client.acquireForClient(BOUND);
      URI uri = URI.create(resource + "?page=2#top");

      Map<String, String> headers = token.headersFor("GET", uri);
      Caller.Told told = caller.get(URI.create(resource + "?page=2"), headers);

      assertThat(token.tokenType()).isEqualTo(TokenType.DPOP);
      assertThat(headers.get("Authorization")).startsWith("DPoP ");
      assertThat(told.status()).as(told.challenges().toString()).isEqualTo(200);
      assertThat(told.body()).contains(token.keyId().orElseThrow());
      assertThat(caller.get(resource, headers).challenges())
          .as("the same proof again")
          .anyMatch(it -> it.contains("used before"));
      assertThat(caller.call("POST", resource, token.headersFor("GET", resource), "x").challenges())
          .anyMatch(it -> it.contains("htm"));
    }
  }

  @Test
  void theProofOfAnotherKeyOrTokenIsRefused() {
    try (ConfidentialClient client = client("plain")) {
      TokenResult one = client.acquireForClient(BOUND);
      TokenResult other =
          client.acquireForClient(PLAIN.authScheme(DpopScheme.of(SigningAlgorithm.ES256, ec())));
      Map<String, String> mixed =
          Map.of(
              "Authorization",
              one.headersFor("GET", resource).get("Authorization"),
              "DPoP",
              other.headersFor("GET", resource).get("DPoP"));

      assertThat(other.keyId()).isNotEqualTo(one.keyId());
      assertThat(caller.get(resource, mixed).challenges()).anyMatch(it -> it.contains("ath"));
      assertThat(
              caller
                  .get(resource, Map.of("Authorization", "Bearer " + one.accessToken().reveal()))
                  .status())
          .isEqualTo(401);
    }
  }

  private static KeySource ec() {
    return KeySource.of(EC.privateKey(), EC.chain());
  }

  @Test
  void rsaKeysProveAsWell() {
    DpopScheme scheme =
        DpopScheme.of(SigningAlgorithm.PS256, KeySource.of(RSA.privateKey(), RSA.chain()));
    try (ConfidentialClient client = client("plain")) {
      TokenResult token = client.acquireForClient(PLAIN.authScheme(scheme));
      assertThat(caller.get(resource, token.headersFor("GET", resource)).status()).isEqualTo(200);
    }
  }

  @Test
  void theSameKeyInAnotherSchemeIsAnotherToken() {
    KeySource key = KeySource.of(RSA.privateKey(), RSA.chain());
    try (ConfidentialClient client = client("plain")) {
      client.acquireForClient(PLAIN.authScheme(DpopScheme.of(SigningAlgorithm.PS256, key)));
      int before = house.tokenCount();

      assertThatThrownBy(
              () -> client.acquireForClient(PLAIN.authScheme(SignedRequestScheme.of(key))))
          .isInstanceOf(ServiceException.class);
      assertThat(client.acquireForClient(PLAIN).tokenType()).isEqualTo(TokenType.BEARER);
      assertThat(house.tokenCount()).isEqualTo(before + 2);
    }
  }

  @Test
  void theNonceOfTheTokenEndpointIsTakenOnceAndTheNextIsUsed() {
    try (ConfidentialClient client = client("nonces")) {
      client.acquireForClient(BOUND);
      assertThat(house.tokenCount()).as("refused once, then taken").isEqualTo(2);

      TokenResult next = client.acquireForClient(BOUND.forceRefresh(true));

      assertThat(house.tokenCount()).as("with the nonce of the last answer").isEqualTo(3);
      assertThat(caller.get(resource, next.headersFor("GET", resource)).status()).isEqualTo(200);
    }
  }

  @Test
  void anEndpointThatAsksAgainAndAgainIsNotAskedAThirdTime() {
    ScriptedAuthority authority =
        new ScriptedAuthority()
            .metadata(
                "{\"issuer\":\"https://id.example\",\"token_endpoint\":\"https://id.example/token\"}")
            .then(
                form ->
                    HttpResponse.of(
                        400,
                        HttpHeaders.none()
                            .with("content-type", "application/json")
                            .with("dpop-nonce", "again"),
                        "{\"error\":\"use_dpop_nonce\"}".getBytes(StandardCharsets.UTF_8)));
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.oidc(URI.create("https://id.example")))
            .http(authority)
            .timeSource(new ManualTimeSource())
            .build()) {
      assertThatThrownBy(() -> client.acquireForClient(BOUND))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("use_dpop_nonce");
    }
    assertThat(authority.sentTo("/token")).hasSize(2);
  }

  @Test
  void theNonceOfTheResourceIsAnswered() {
    house.sandbox.resource().demandNonce(true);
    try (ConfidentialClient client = client("plain")) {
      TokenResult token = client.acquireForClient(BOUND);
      Caller.Told refused = caller.get(resource, token.headersFor("GET", resource));
      ProtectedRequest answer = ProtectedRequest.of("GET", resource).nonce(refused.nonces().get(0));

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.challenges()).anyMatch(it -> it.contains("use_dpop_nonce"));
      assertThat(caller.get(resource, token.headersFor(answer)).status()).isEqualTo(200);
    }
  }

  @Test
  void aRequestThatIsRepeatedHasAProofOfItsOwn() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.status(503));
    try (ConfidentialClient client = client("plain")) {
      TokenResult token = client.acquireForClient(BOUND);

      List<String> proofs =
          house.tokenRequests().stream().map(it -> it.header("DPoP").orElseThrow()).toList();
      assertThat(proofs).hasSize(2).doesNotHaveDuplicates();
      assertThat(token.httpCalls()).isEqualTo(3);
    }
  }

  @Test
  void aPersonsTokenIsBoundWhenItIsRefreshed() {
    try (People people = new People();
        PublicClient app = people.client().authority(people.realm()).build()) {
      people.house.sandbox.resource().audience(House.CLIENT_ID);
      Account mira =
          app.importRefreshToken(
                  RefreshTokenRequest.of(People.SCOPES, people.realmRefreshToken(People.MIRA)))
              .account()
              .orElseThrow();
      people.house.sandbox.requests().clear();
      SilentRequest bound = People.silent(mira).authScheme(DpopScheme.create());

      TokenResult token = app.acquireSilently(bound);
      TokenResult again = app.acquireSilently(bound);

      URI uri = people.house.sandbox.resource().uri();
      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(again.source()).isEqualTo(TokenSource.CACHE);
      Caller.Told told =
          new Caller(people.house.sandbox.sslContext()).get(uri, again.headersFor("GET", uri));
      assertThat(told.status()).as(told.challenges().toString()).isEqualTo(200);
      assertThat(app.acquireSilently(People.silent(mira)).tokenType()).isEqualTo(TokenType.BEARER);
      RecordedRequest sent = people.request();
      assertThat(sent.header("DPoP")).isPresent();
    }
  }

  @Test
  void aProofThatIsRefusedIsNoMissingKey() {
    try (People people = new People();
        PublicClient app = people.client().authority(people.realm()).build()) {
      Account mira =
          app.importRefreshToken(
                  RefreshTokenRequest.of(People.SCOPES, people.realmRefreshToken(People.MIRA)))
              .account()
              .orElseThrow();
      people
          .house
          .sandbox
          .faults()
          .on(EndpointKind.TOKEN)
          .next(Fault.oauthError("invalid_dpop_proof", "it was used before"));

      assertThatThrownBy(
              () ->
                  app.acquireSilently(
                      People.silent(mira).authScheme(DpopScheme.create()).forceRefresh(true)))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("invalid_dpop_proof");
    }
  }

  @Test
  void anAuthorityOfMicrosoftsIsToldApart() {
    try (ConfidentialClient client = house.client().build()) {
      assertThatThrownBy(() -> client.acquireForClient(BOUND))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("SignedRequestScheme");
    }
    assertThat(house.sandbox.requests().all()).isEmpty();
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.scheme.MutualTlsScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens bound to the certificate of a TLS handshake (RFC 8705, section 3; Entra: mtls_pop). */
@Timeout(60)
class BoundCertificateIT {

  private static final TestCertificate ONE = TestCertificate.rsa("CN=one");
  private static final TestCertificate OTHER = TestCertificate.rsa("CN=other");
  private static final ClientRequest ENTRA = ClientRequest.of("api://sandbox-resource/.default");
  private static final ClientRequest BOUND = ENTRA.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE);
  private static final ClientRequest OIDC =
      ClientRequest.of("orders").extraParameters(Map.of("resource", "api://sandbox-resource"));

  private final House house =
      new House(
          Sandbox.builder()
              .clock(SandboxClock.at(ManualTimeSource.START))
              .host("mtlsauth.microsoft.com")
              .application(
                  SandboxApplication.builder(House.CLIENT_ID)
                      .certificate(ONE.certificate())
                      .certificate(OTHER.certificate())
                      .assertion("ready.made.assertion")
                      .build())
              .realm(SandboxRealm.builder("factory").build()));
  private final URI resource = house.sandbox.resource().uri();

  @AfterEach
  void close() {
    house.close();
  }

  private static KeySource key(TestCertificate certificate) {
    return KeySource.of(certificate.privateKey(), certificate.chain());
  }

  private HttpSettings http() {
    HostAndPort here =
        new HostAndPort(
            InetAddress.getLoopbackAddress().getHostAddress(), house.sandbox.address().getPort());
    return house
        .http()
        .connectTo(
            Map.of(
                new HostAndPort("login.microsoftonline.com", 443), here,
                new HostAndPort("mtlsauth.microsoft.com", 443), here));
  }

  private ConfidentialClient.Builder client(KeySource keys) {
    return house.client(ClientCredential.certificate(keys)).http(http());
  }

  private ConfidentialClient.Builder oidc(KeySource keys) {
    return client(keys).authority(Authority.oidc(house.sandbox.oidcAuthority("factory")));
  }

  private int call(TestCertificate shown, TokenResult token) {
    return new Caller(house.sandbox.sslContext(shown))
        .get(resource, token.headersFor("GET", resource))
        .status();
  }

  @Test
  void entraBindsATokenToTheCertificateOfTheHandshake() {
    try (ConfidentialClient client = client(key(ONE)).build()) {
      TokenResult token = client.acquireForClient(BOUND);

      assertThat(token.tokenType()).isEqualTo(TokenType.MTLS_POP);
      assertThat(token.bindingCertificate()).contains(ONE.certificate());
      assertThat(token.keyId())
          .contains(
              CertificateThumbprint.of(CertificateThumbprint.Kind.SHA256, ONE.certificate())
                  .value());
      RecordedRequest sent = house.tokenRequests().get(0);
      assertThat(sent.host()).isEqualTo("mtlsauth.microsoft.com");
      assertThat(sent.clientCertificate()).contains(ONE.certificate());
      assertThat(sent.form())
          .containsEntry("token_type", List.of("mtls_pop"))
          .doesNotContainKeys("client_assertion", "client_assertion_type", "req_cnf");
      assertThat(token.headersFor("GET", resource).get("Authorization")).startsWith("mtls_pop ");
      assertThat(call(ONE, token)).isEqualTo(200);
      assertThat(call(OTHER, token)).isEqualTo(401);
    }
  }

  @Test
  void aProviderBindsATokenByTheHandshakeAlone() {
    try (ConfidentialClient client = oidc(key(ONE)).build()) {
      TokenResult token =
          client.acquireForClient(OIDC.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE));

      RecordedRequest sent = house.tokenRequests().get(0);
      assertThat(sent.path()).endsWith("/mtls/token");
      assertThat(sent.form()).doesNotContainKeys("token_type", "client_assertion");
      assertThat(token.tokenType()).isEqualTo(TokenType.BEARER);
      assertThat(token.headersFor("GET", resource).get("Authorization")).startsWith("Bearer ");
      assertThat(call(ONE, token)).isEqualTo(200);
      assertThat(call(OTHER, token)).isEqualTo(401);
    }
  }

  @Test
  void aBoundTokenIsNotHandedOutToWhoWantsABearerToken() {
    SerializableTokenCache cache = SerializableTokenCache.create();
    try (ConfidentialClient client =
        oidc(key(ONE))
            .timeSource(TimeSource.system())
            .clientAuthentication(ClientAuthentication.MUTUAL_TLS)
            .tokenCache(cache)
            .build()) {
      TokenResult bound =
          client.acquireForClient(OIDC.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE));
      TokenResult plain = client.acquireForClient(OIDC);

      assertThat(plain.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(plain.accessToken()).isNotEqualTo(bound.accessToken());
      assertThat(
              client
                  .acquireForClient(OIDC.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE))
                  .accessToken())
          .isEqualTo(bound.accessToken());
      assertThat(client.acquireForClient(OIDC).accessToken()).isEqualTo(plain.accessToken());
      assertThat(house.tokenCount()).isEqualTo(2);
    }
    String kept = cache.serialize().reveal();
    assertThat(kept).contains("AccessToken_With_AuthScheme").doesNotContain("PRIVATE");
    SerializableTokenCache read = SerializableTokenCache.create();
    read.deserialize(kept);
    try (ConfidentialClient next =
        oidc(key(ONE))
            .timeSource(TimeSource.system())
            .clientAuthentication(ClientAuthentication.MUTUAL_TLS)
            .tokenCache(read)
            .build()) {
      assertThat(next.acquireForClient(OIDC).keyId()).isEmpty();
      assertThat(next.acquireForClient(OIDC.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE)).keyId())
          .isPresent();
      assertThat(house.tokenCount()).isEqualTo(2);
    }
  }

  @Test
  void aTokenOfOneCertificateIsNotHandedOutForAnother() {
    AtomicReference<TestCertificate> current = new AtomicReference<>(ONE);
    KeySource rotating = KeySource.rotating(() -> key(current.get()));
    try (ConfidentialClient client = client(rotating).build()) {
      TokenResult before = client.acquireForClient(BOUND);
      assertThat(client.acquireForClient(BOUND).source()).isEqualTo(TokenSource.CACHE);
      current.set(OTHER);

      TokenResult after = client.acquireForClient(BOUND);

      assertThat(after.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(after.bindingCertificate()).contains(OTHER.certificate());
      assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
      assertThat(call(OTHER, after)).isEqualTo(200);
    }
  }

  @Test
  void aClientWithoutACertificateIsToldWhatItNeeds() {
    try (ConfidentialClient secret =
            house.client(ClientCredential.secret("s")).http(http()).build();
        PublicClient nobody =
            PublicClient.builder(House.CLIENT_ID)
                .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
                .http(http())
                .httpProvider("apache")
                .build()) {
      assertThatThrownBy(() -> secret.acquireForClient(BOUND))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("ClientCredential.certificate");
      SilentRequest silent =
          SilentRequest.of(
                  List.of("User.Read"),
                  Account.of(new HomeAccountId("u.t"), new Environment("login.windows.net"), ""))
              .authScheme(MutualTlsScheme.CLIENT_CERTIFICATE);
      assertThatThrownBy(() -> nobody.acquireSilently(silent))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("no credential");
    }
    assertThat(house.tokenCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.usgovcloudapi.net/contoso.example, 0",
    "https://login.chinacloudapi.cn/contoso.example, 0",
    "https://login-us.microsoftonline.com/contoso.example, 0",
    "https://sts.cloud.example/contoso.example, 1",
    "https://sts.contoso.example/adfs, 0",
    "https://contoso.b2clogin.com/tfp/contoso/b2c_1_in, 0",
    "https://contoso.ciamlogin.com/contoso.example, 0",
    "https://login.microsoftonline.com/consumers, 0",
    "https://login.microsoftonline.com/common, 0"
  })
  void anAuthorityThatBindsNoTokensToCertificatesIsToldApart(String authority, int sent) {
    ScriptedAuthority scripted = new ScriptedAuthority();
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.certificate(key(rsa())))
            .authority(Authority.parse(authority))
            .instanceDiscovery(false)
            .http(scripted.metadata(metadata(authority)))
            .timeSource(new ManualTimeSource())
            .build()) {
      assertThatThrownBy(() -> client.acquireForClient(BOUND))
          .isInstanceOf(ConfigurationException.class);
    }
    assertThat(scripted.requests()).as("its metadata at most").hasSize(sent);
  }

  @ParameterizedTest
  @CsvSource({
    "login.microsoftonline.com, mtlsauth.microsoft.com",
    "login.microsoftonline.us, mtlsauth.microsoftonline.us",
    "login.partner.microsoftonline.cn, mtlsauth.partner.microsoftonline.cn"
  })
  void eachCloudHasAHostOfItsOwnAndTheCacheKeepsTheUsual(String login, String expected) {
    String authority = "https://" + login + "/" + ScriptedAuthority.TENANT;
    ScriptedAuthority scripted =
        new ScriptedAuthority()
            .metadata(metadata(authority))
            .then(200, "{\"token_type\":\"mtls_pop\",\"expires_in\":3600,\"access_token\":\"a\"}");
    SerializableTokenCache cache = SerializableTokenCache.create();
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.certificate(key(ONE)))
            .authority(Authority.parse(authority))
            .instanceDiscovery(false)
            .http(scripted)
            .tokenCache(cache)
            .timeSource(new ManualTimeSource())
            .build()) {
      client.acquireForClient(BOUND);
    }
    assertThat(scripted.sentTo("/token"))
        .singleElement()
        .satisfies(it -> assertThat(it.uri().getHost()).isEqualTo(expected));
    assertThat(cache.serialize().reveal()).doesNotContain("mtlsauth");
  }

  private static ClientCredential vouchedFor(KeySource keys) {
    return ClientCredential.assertion(context -> Secret.of("ready.made.assertion"), keys);
  }

  @Test
  void anAssertionGoesAlongWithTheCertificateThatItIsFor() {
    try (ConfidentialClient client = house.client(vouchedFor(key(ONE))).http(http()).build()) {
      TokenResult token = client.acquireForClient(BOUND);

      RecordedRequest sent = house.tokenRequests().get(0);
      assertThat(sent.host()).isEqualTo("mtlsauth.microsoft.com");
      assertThat(sent.clientCertificate()).contains(ONE.certificate());
      assertThat(sent.form())
          .containsEntry("token_type", List.of("mtls_pop"))
          .containsEntry("client_assertion", List.of("ready.made.assertion"))
          .containsEntry(
              "client_assertion_type",
              List.of("urn:ietf:params:oauth:client-assertion-type:jwt-pop"));
      assertThat(token.tokenType()).isEqualTo(TokenType.MTLS_POP);
      assertThat(call(ONE, token)).isEqualTo(200);
      assertThat(call(OTHER, token)).isEqualTo(401);

      TokenResult plain = client.acquireForClient(ENTRA);

      RecordedRequest usual = house.tokenRequests().get(1);
      assertThat(usual.host()).isEqualTo("login.microsoftonline.com");
      assertThat(usual.clientCertificate()).as("shown to nobody else").isEmpty();
      assertThat(usual.formParameter("client_assertion_type"))
          .contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      Bound.requireBearer(plain, token);
      Bound.requireFound(client.acquireForClient(BOUND), token);
    }
  }

  @Test
  void aProviderIsToldTheAssertionAsItIsToldWithoutACertificate() {
    try (ConfidentialClient client =
        house
            .client(vouchedFor(key(ONE)))
            .http(http())
            .authority(Authority.oidc(house.sandbox.oidcAuthority("factory")))
            .build()) {
      TokenResult token =
          client.acquireForClient(OIDC.authScheme(MutualTlsScheme.CLIENT_CERTIFICATE));

      RecordedRequest sent = house.tokenRequests().get(0);
      assertThat(sent.path()).endsWith("/mtls/token");
      assertThat(sent.formParameter("client_assertion_type"))
          .contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      assertThat(call(ONE, token)).isEqualTo(200);
      assertThat(call(OTHER, token)).isEqualTo(401);
    }
  }

  @Test
  void anAssertionWithAnotherCertificateBringsAnotherToken() {
    AtomicReference<TestCertificate> current = new AtomicReference<>(ONE);
    KeySource rotating = KeySource.rotating(() -> key(current.get()));
    try (ConfidentialClient client = house.client(vouchedFor(rotating)).http(http()).build()) {
      TokenResult before = client.acquireForClient(BOUND);
      Bound.requireFound(client.acquireForClient(BOUND), before);
      current.set(OTHER);

      TokenResult after = client.acquireForClient(BOUND);

      Bound.requireApart(after, before);
      assertThat(call(OTHER, after)).isEqualTo(200);
    }
  }

  @Test
  void whatDoesNotGoTogetherWithACertificateIsToldBeforeAnythingIsSent() {
    try (ConfidentialClient alone =
            house.client(ClientCredential.assertion("ready.made.assertion")).http(http()).build();
        ConfidentialClient claiming =
            house
                .client(ClientCredential.certificate(key(ONE)).claims("{\"client_ip\":\"::1\"}"))
                .http(http())
                .build()) {
      assertThatThrownBy(() -> alone.acquireForClient(BOUND))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("the certificate that it is for");
      assertThatThrownBy(() -> claiming.acquireForClient(BOUND))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("claims(...)");
    }
    assertThat(house.sandbox.requests().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "login.microsoftonline.com, westus2.login.microsoft.com, westus2.mtlsauth.microsoft.com",
    "login.microsoftonline.us, westus2.login.microsoftonline.us,"
        + " westus2.mtlsauth.microsoftonline.us",
    "login.partner.microsoftonline.cn, westus2.login.partner.microsoftonline.cn,"
        + " westus2.mtlsauth.partner.microsoftonline.cn"
  })
  void eachRegionHasAHostOfItsOwnAndTheCacheKeepsTheUsual(
      String login, String regional, String expected) {
    String path = "/" + ScriptedAuthority.TENANT;
    ScriptedAuthority scripted =
        new ScriptedAuthority()
            .metadata(
                metadata("https://" + regional + path)
                    .replace(
                        "}",
                        ",\"mtls_endpoint_aliases\":{\"token_endpoint\":\"https://"
                            + expected.substring("westus2.".length())
                            + path
                            + "/oauth2/v2.0/token\"}}"))
            .then(200, "{\"token_type\":\"mtls_pop\",\"expires_in\":3600,\"access_token\":\"a\"}");
    SerializableTokenCache cache = SerializableTokenCache.create();
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.certificate(key(ONE)))
            .authority(Authority.parse("https://" + login + path))
            .region(Region.named("westus2"))
            .instanceDiscovery(false)
            .http(scripted)
            .tokenCache(cache)
            .timeSource(new ManualTimeSource())
            .build()) {
      TokenResult token = client.acquireForClient(BOUND);

      assertThat(token.region().orElseThrow().isRegional()).isTrue();
      Bound.requireFound(client.acquireForClient(BOUND), token);
    }
    assertThat(scripted.sentTo("/token"))
        .singleElement()
        .satisfies(it -> assertThat(it.uri().getHost()).isEqualTo(expected));
    assertThat(cache.serialize().reveal()).doesNotContain("mtlsauth", "westus2");
  }

  private static TestCertificate rsa() {
    return TestCertificate.rsa("CN=daemon");
  }

  private static String metadata(String authority) {
    String issuer = authority.replace("/common", "/{tenantid}");
    return "{\"issuer\":\"%s/v2.0\",\"token_endpoint\":\"%s/oauth2/v2.0/token\"}"
        .formatted(issuer, authority);
  }
}

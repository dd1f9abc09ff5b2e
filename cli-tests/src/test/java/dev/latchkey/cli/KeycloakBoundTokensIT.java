package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.MutualTlsScheme;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real Keycloak says of tokens that are bound to a key: its userinfo verifies them. */
@Tag("real-peer")
@ExtendWith(KeycloakExtension.class)
class KeycloakBoundTokensIT {

  private static final ClientRequest REQUEST = ClientRequest.of("openid", "email");

  private final KeycloakExtension.Peer peer;
  private final URI userinfo;

  KeycloakBoundTokensIT(KeycloakExtension.Peer peer) {
    this.peer = peer;
    this.userinfo =
        URI.create(peer.keycloak().realm(KeycloakRealm.NAME) + "/protocol/openid-connect/userinfo");
  }

  private ConfidentialClient client(String id, ClientCredential credential) {
    return ConfidentialClient.builder(id, credential)
        .authority(Authority.oidc(peer.keycloak().realm(KeycloakRealm.NAME)))
        .httpProvider("apache")
        .http(HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate())))
        .build();
  }

  private static ClientRequest bound(KeyBoundScheme scheme) {
    return REQUEST.authScheme(scheme);
  }

  private int call(Map<String, String> headers, @Nullable TestCertificate shown)
      throws GeneralSecurityException, IOException {
    HttpsURLConnection connection = (HttpsURLConnection) userinfo.toURL().openConnection();
    connection.setSSLSocketFactory(tls(shown).getSocketFactory());
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(60_000);
    headers.forEach(connection::setRequestProperty);
    return connection.getResponseCode();
  }

  private SSLContext tls(@Nullable TestCertificate shown)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(peer.keycloak().certificate())) {
      trusted.setCertificateEntry(
          "keycloak", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (shown != null) {
      own.setKeyEntry(
          "own", shown.privateKey(), new char[0], shown.chain().toArray(X509Certificate[]::new));
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  @ParameterizedTest
  @EnumSource(SigningAlgorithm.class)
  void dpopIsTakenAtTheTokenEndpointAndAtUserinfo(SigningAlgorithm algorithm) throws Exception {
    ClientRequest request = bound(new DpopScheme(SigningKeys.made(algorithm)));
    try (ConfidentialClient client =
        client("dpop", ClientCredential.secret(KeycloakRealm.WEB_SECRET))) {
      TokenResult token = client.acquireForClient(request);

      assertThat(token.tokenType()).isEqualTo(TokenType.DPOP);
      assertThat(client.acquireForClient(request).source()).isEqualTo(TokenSource.CACHE);
      Map<String, String> headers = token.headersFor("GET", userinfo);
      assertThat(call(headers, null)).isEqualTo(200);
      assertThat(call(headers, null)).as("the same proof again").isEqualTo(401);
      assertThat(call(token.headersFor("POST", userinfo), null)).isEqualTo(401);
      assertThat(call(Map.of("Authorization", "Bearer " + token.accessToken().reveal()), null))
          .isEqualTo(401);
    }
  }

  @Test
  void aClientThatIsToUseDpopGetsNothingWithout() {
    try (ConfidentialClient client =
        client("dpop", ClientCredential.secret(KeycloakRealm.WEB_SECRET))) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ServiceException.class);
    }
  }

  @Test
  void aTokenOfTheHandshakeIsTakenWithItsCertificateOnly() throws Exception {
    TestCertificate own = peer.realm().rsa;
    try (ConfidentialClient client =
        client(
            "tlsbound",
            ClientCredential.certificate(KeySource.of(own.privateKey(), own.chain())))) {
      TokenResult token = client.acquireForClient(bound(MutualTlsScheme.CLIENT_CERTIFICATE));

      assertThat(token.bindingCertificate()).contains(own.certificate());
      Map<String, String> headers = token.headersFor("GET", userinfo);
      assertThat(call(headers, own)).isEqualTo(200);
      assertThat(call(headers, null)).isEqualTo(401);
      assertThat(call(headers, peer.realm().stranger)).isEqualTo(401);
    }
  }

  @Test
  void theCommandLineSignsOneRequest() throws Exception {
    Run run =
        Run.with(
            Map.of("WORD", KeycloakRealm.WEB_SECRET),
            "token",
            "client-credentials",
            "--client-id",
            "dpop",
            "--secret-env",
            "WORD",
            "--scope",
            "openid",
            "--oidc-authority",
            peer.keycloak().realm(KeycloakRealm.NAME).toString(),
            "--ca-file",
            peer.keycloak().certificate().toString(),
            "--pop",
            userinfo.toString(),
            "--format",
            "header");

    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> headers = new HashMap<>();
    run.out()
        .lines()
        .forEach(line -> headers.put(line.substring(0, line.indexOf(':')), line.split(": ", 2)[1]));
    assertThat(headers).containsOnlyKeys("Authorization", "DPoP");
    assertThat(call(headers, null)).isEqualTo(200);
  }
}

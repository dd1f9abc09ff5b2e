package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients prove themselves to OpenID providers outside the Microsoft family. */
class OidcAuthenticationIT {

  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");
  private static final TestCertificate EC = TestCertificate.ec("CN=daemon");

  private static ClientCredential certificate(TestCertificate certificate) {
    return ClientCredential.certificate(
        KeySource.of(certificate.privateKey(), certificate.chain()));
  }

  private static SandboxRealm realm(String... methods) {
    return SandboxRealm.builder(Daemon.REALM).authMethods(methods).build();
  }

  private static ConfidentialClient.Builder client(Daemon daemon, ClientCredential credential) {
    return daemon
        .client(credential)
        .authority(Authority.oidc(daemon.house.sandbox.oidcAuthority(Daemon.REALM)));
  }

  private static RecordedRequest sent(Daemon daemon, ClientCredential credential) {
    try (ConfidentialClient client = client(daemon, credential).build()) {
      client.acquireForClient(Daemon.REQUEST);
    }
    return daemon.house.tokenRequests().get(0);
  }

  @Test
  @Tag("W-19")
  void anEcKeySignsWithEs256() {
    try (Daemon daemon = new Daemon(realm("private_key_jwt"), EC)) {
      sent(daemon, certificate(EC));
      assertThat(daemon.assertion().header()).containsEntry("alg", "ES256");
    }
  }

  @Test
  void ps256IsUsedWhereTheProviderListsIt() {
    SandboxRealm realm =
        SandboxRealm.builder(Daemon.REALM).signingAlgorithms("RS256", "PS256").build();
    try (Daemon daemon = new Daemon(realm, RSA)) {
      sent(daemon, certificate(RSA));
      assertThat(daemon.assertion().header()).containsEntry("alg", "PS256");
    }
  }

  @Test
  void rs256IsUsedWhereTheProviderDoesNotListPs256() {
    SandboxRealm realm = SandboxRealm.builder(Daemon.REALM).signingAlgorithms("RS256").build();
    try (Daemon daemon = new Daemon(realm, RSA)) {
      sent(daemon, certificate(RSA));
      assertThat(daemon.assertion().header()).containsEntry("alg", "RS256");
    }
  }

  @Test
  void aKeyMayBeNamedByItsId() {
    try (Daemon daemon = new Daemon(RSA)) {
      sent(
          daemon,
          ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain()))
              .keyId("key-of-may"));
      assertThat(daemon.assertion().header()).containsEntry("kid", "key-of-may");
    }
  }

  @Test
  void eachAssertionIsUsedOnceSinceProvidersMayAcceptEachOnce() {
    try (Daemon daemon = new Daemon(RSA);
        ConfidentialClient client = client(daemon, certificate(RSA)).build()) {
      for (int i = 0; i < 3; i++) {
        client.acquireForClient(Daemon.REQUEST.forceRefresh(true));
      }
      assertThat(daemon.assertions())
          .extracting(it -> it.claims().get("jti"))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls_client_auth", "self_signed_tls_client_auth"})
  void mutualTlsIsUsedWhereItIsAllThatIsListed(String method) {
    try (Daemon daemon = new Daemon(realm(method), RSA)) {
      ConfidentialClient.Builder builder = client(daemon, certificate(RSA));
      try (ConfidentialClient client = builder.build()) {
        if (method.startsWith("self")) {
          client.acquireForClient(Daemon.REQUEST);
        } else {
          // The sandbox's application has no issuing authority registered, so it is refused.
          assertThatThrownBy(() -> client.acquireForClient(Daemon.REQUEST))
              .isInstanceOf(ServiceException.class);
        }
      }
      RecordedRequest request = daemon.house.tokenRequests().get(0);
      assertThat(request.clientCertificate()).contains(RSA.certificate());
      assertThat(request.form())
          .containsEntry("client_id", List.of(House.CLIENT_ID))
          .doesNotContainKeys("client_assertion", "client_secret");
    }
  }

  @Test
  void mutualTlsGoesToTheEndpointThatIsNamedForIt() {
    try (Daemon daemon = new Daemon(realm("private_key_jwt", "self_signed_tls_client_auth"), RSA)) {
      try (ConfidentialClient client =
          client(daemon, certificate(RSA))
              .clientAuthentication(ClientAuthentication.MUTUAL_TLS)
              .build()) {
        client.acquireForClient(Daemon.REQUEST);
      }
      RecordedRequest request = daemon.house.tokenRequests().get(0);
      assertThat(request.path()).contains("mtls");
      assertThat(request.clientCertificate()).contains(RSA.certificate());
    }
  }

  @Test
  void noCertificateIsPresentedToAnybodyElse() {
    try (Daemon daemon = new Daemon(realm("self_signed_tls_client_auth"), RSA)) {
      sent(daemon, certificate(RSA));
      assertThat(daemon.house.sandbox.requests().all())
          .filteredOn(request -> request.clientCertificate().isPresent())
          .hasSize(1);
    }
  }

  @Test
  void whatIsSaidWinsOverTheMetadata() {
    try (Daemon daemon = new Daemon(realm("client_secret_post", "client_secret_basic"), RSA)) {
      ClientCredential secret = ClientCredential.secret(House.SECRET);
      try (ConfidentialClient client =
          client(daemon, secret).clientAuthentication(ClientAuthentication.BASIC).build()) {
        client.acquireForClient(Daemon.REQUEST);
      }
      RecordedRequest request = daemon.house.tokenRequests().get(0);
      assertThat(request.header("authorization")).get().asString().startsWith("Basic ");
      assertThat(request.form()).doesNotContainKey("client_secret");
    }
  }

  @Test
  void aProviderThatTakesNoCertificatesIsToldApartFromARefusal() {
    try (Daemon daemon = new Daemon(realm("client_secret_post"), RSA);
        ConfidentialClient client = client(daemon, certificate(RSA)).build()) {
      assertThatThrownBy(() -> client.acquireForClient(Daemon.REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("client_secret_post")
          .hasMessageContaining("private_key_jwt")
          .hasMessageContaining("clientAuthentication");
      assertThat(daemon.house.tokenCount()).isZero();
    }
  }

  @Test
  void aKeyThatTheProviderDoesNotKnowIsRefused() {
    try (Daemon daemon = new Daemon(TestCertificate.rsa("CN=somebody else"));
        ConfidentialClient client = client(daemon, certificate(RSA)).build()) {
      assertThatThrownBy(() -> client.acquireForClient(Daemon.REQUEST))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e ->
                  assertThat(e.error())
                      .get()
                      .extracting(it -> it.code())
                      .isEqualTo(OAuthErrorCode.INVALID_CLIENT));
      assertThat(daemon.house.tokenCount()).as("nothing has changed, so no second try").isOne();
    }
  }
}

package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real Keycloak says of our signatures and handshakes. */
@Tag("real-peer")
@ExtendWith(KeycloakExtension.class)
class KeycloakCredentialsIT {

  private static final ClientRequest EACH = ClientRequest.of("email").forceRefresh(true);

  private final KeycloakExtension.Peer peer;

  KeycloakCredentialsIT(KeycloakExtension.Peer peer) {
    this.peer = peer;
  }

  private ConfidentialClient.Builder client(
      String id, String adapter, ClientCredential credential) {
    return ConfidentialClient.builder(id, credential)
        .authority(Authority.oidc(peer.keycloak().realm(KeycloakRealm.NAME)))
        .httpProvider(adapter)
        .http(HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate())));
  }

  private static CertificateCredential certificate(TestCertificate of) {
    return ClientCredential.certificate(KeySource.of(of.privateKey(), of.chain()));
  }

  private static void accepted(ConfidentialClient.Builder builder) {
    try (ConfidentialClient client = builder.build()) {
      // Twice, since Keycloak accepts an assertion but once.
      assertThat(client.acquireForClient(EACH).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(client.acquireForClient(EACH).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  private static void refused(ConfidentialClient.Builder builder) {
    try (ConfidentialClient client = builder.build()) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> client.acquireForClient(EACH))
          .satisfies(e -> assertThat(e.error()).isPresent());
    }
  }

  @ParameterizedTest
  @CsvSource({"rs256, RS256, apache", "ps256, PS256, apache", "ps256, PS256, jdk"})
  void acceptsAssertionsByAnRsaKey(String id, SigningAlgorithm algorithm, String adapter) {
    accepted(client(id, adapter, certificate(peer.realm().rsa).algorithm(algorithm)));
  }

  @Test
  void acceptsTheAlgorithmThatItsMetadataSuggests() {
    accepted(client("ps256", "apache", certificate(peer.realm().rsa)));
  }

  @Test
  void acceptsAssertionsByAnEcKey() {
    accepted(
        client("es256", "apache", certificate(peer.realm().ec).keyId(KeycloakRealm.EC_KEY_ID)));
  }

  @Test
  void acceptsAssertionsByAPfxFile() {
    accepted(
        client(
            "ps256",
            "apache",
            ClientCredential.certificate(
                KeySource.pfx(peer.folder().resolve("rsa.pfx"))
                    .passphrase(Passphrase.of("hush".toCharArray())))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk"})
  void acceptsACertificateInTheHandshake(String adapter) {
    accepted(
        client("tls", adapter, certificate(peer.realm().rsa))
            .clientAuthentication(ClientAuthentication.MUTUAL_TLS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rs256", "ps256"})
  void refusesAnotherKey(String id) {
    refused(client(id, "apache", certificate(peer.realm().stranger)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk"})
  void refusesAnotherCertificateInTheHandshake(String adapter) {
    refused(
        client("tls", adapter, certificate(peer.realm().stranger))
            .clientAuthentication(ClientAuthentication.MUTUAL_TLS));
  }

  @Test
  void acceptsAnAssertionByAKeyThatDoesNotLeaveItsModule() {
    SoftHsm hsm = peer.realm().hsm().orElse(null);
    assumeTrue(hsm != null, "softhsm2 is not installed, or SOFTHSM2_CONF is not set");
    accepted(
        client(
            "hsm",
            "apache",
            ClientCredential.certificate(
                    KeySource.pkcs11(hsm.configuration())
                        .pin(Passphrase.of(SoftHsm.PIN.toCharArray())))
                .algorithm(SigningAlgorithm.RS256)));
  }

  private Run command(String id, String... credential) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "token",
                "client-credentials",
                "--client-id",
                id,
                "--scope",
                "email",
                "--oidc-authority",
                peer.keycloak().realm(KeycloakRealm.NAME).toString(),
                "--ca-file",
                peer.keycloak().certificate().toString()));
    for (String word : credential) {
      all.add(word.startsWith("@") ? peer.folder().resolve(word.substring(1)).toString() : word);
    }
    return Run.with(Map.of("WORD", "hush", "PIN", SoftHsm.PIN), all.toArray(String[]::new));
  }

  private static void done(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"access_token\"");
  }

  @Test
  void commandLineSignsWithPemAndPfxAndShowsCertificates() {
    done(command("rs256", "--certificate", "@rsa.pem", "--algorithm", "RS256"));
    done(command("ps256", "--pfx", "@rsa.pfx", "--passphrase-env", "WORD"));
    done(command("es256", "--certificate", "@ec.pem", "--key-id", KeycloakRealm.EC_KEY_ID));
    done(command("tls", "--certificate", "@rsa.pem", "--client-auth", "mtls"));
  }

  @Test
  void commandLineTellsThatAnotherKeyIsRefused() {
    Run run = command("es256", "--certificate", "@rsa.pem");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void commandLineSignsInHardware() {
    SoftHsm hsm = peer.realm().hsm().orElse(null);
    assumeTrue(hsm != null, "softhsm2 is not installed, or SOFTHSM2_CONF is not set");
    done(
        command(
            "hsm",
            "--pkcs11",
            hsm.configuration().toString(),
            "--passphrase-env",
            "PIN",
            "--algorithm",
            "RS256"));
  }
}

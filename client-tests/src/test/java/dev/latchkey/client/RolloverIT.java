package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.sandbox.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials that are replaced while a client lives. */
class RolloverIT {

  private static final TestCertificate OLD = TestCertificate.rsa("CN=old");
  private static final TestCertificate NEW = TestCertificate.rsa("CN=new");
  private static final ClientRequest EACH = Daemon.REQUEST.forceRefresh(true);

  private final Daemon daemon = new Daemon(OLD);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    daemon.close();
  }

  private void rollOver() {
    daemon
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.clearKeys().certificate(NEW.certificate()));
  }

  private static KeySource source(TestCertificate certificate) {
    return KeySource.of(certificate.privateKey(), certificate.chain());
  }

  private static String pem(TestCertificate certificate) {
    return certificate.keyPem() + certificate.certificatePem();
  }

  @Test
  void aRotatingKeyIsUsedFromTheNextRequestOn() {
    AtomicReference<KeySource> current = new AtomicReference<>(source(OLD));
    try (ConfidentialClient client =
        daemon.client(ClientCredential.certificate(KeySource.rotating(current::get))).build()) {
      client.acquireForClient(EACH);
      client.acquireForClient(EACH);
      rollOver();
      current.set(source(NEW));
      client.acquireForClient(EACH);
    }
    assertThat(daemon.assertions()).as("no request was refused").hasSize(3);
    assertThat(daemon.assertions().get(0).compact())
        .as("the same key signs once")
        .isEqualTo(daemon.assertions().get(1).compact());
  }

  @Test
  void aRotatingFileIsReadAgainAndOpenedOnlyWhenItChanged() throws IOException {
    Path file = Files.writeString(folder.resolve("daemon.pem"), pem(OLD));
    AtomicInteger opened = new AtomicInteger();
    Passphrase counted =
        Passphrase.from(
            () -> {
              opened.incrementAndGet();
              return new char[0];
            });
    try (ConfidentialClient client =
        daemon
            .client(
                ClientCredential.certificate(
                    KeySource.rotating(() -> KeySource.pem(file).passphrase(counted))))
            .build()) {
      client.acquireForClient(EACH);
      client.acquireForClient(EACH);
      assertThat(opened).hasValue(1);
      rollOver();
      Files.writeString(file, pem(NEW));
      client.acquireForClient(EACH);
      assertThat(opened).hasValue(2);
    }
    assertThat(daemon.assertions()).hasSize(3);
  }

  @Test
  void aFileThatWasReplacedIsTriedOnceMoreAfterARefusal() throws IOException {
    Path file = Files.writeString(folder.resolve("daemon.pem"), pem(OLD));
    try (ConfidentialClient client =
        daemon.client(ClientCredential.certificate(KeySource.pem(file))).build()) {
      client.acquireForClient(EACH);
      rollOver();
      Files.writeString(file, pem(NEW));
      client.acquireForClient(EACH);
      client.acquireForClient(EACH);
    }
    assertThat(daemon.assertions()).as("one was refused").hasSize(4);
  }

  @Test
  void aKeyThatIsStillTheSameIsNotTriedAgain() {
    try (ConfidentialClient client =
        daemon.client(ClientCredential.certificate(source(OLD))).build()) {
      rollOver();
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("700027");
    }
    assertThat(daemon.assertions()).hasSize(1);
  }

  @Test
  void aReplacementThatIsRefusedTooIsTheEnd() {
    AtomicInteger asked = new AtomicInteger();
    try (ConfidentialClient client =
        daemon
            .client(
                ClientCredential.certificate(
                    KeySource.rotating(
                        () -> {
                          asked.incrementAndGet();
                          return source(TestCertificate.rsa("CN=unknown"));
                        })))
            .build()) {
      assertThatThrownBy(() -> client.acquireForClient(EACH)).isInstanceOf(ServiceException.class);
    }
    assertThat(daemon.assertions()).hasSize(2);
    assertThat(asked).as("once to build, once to send, once after the refusal").hasValue(3);
  }

  @Test
  void aReplacementThatCannotBeReadIsToldBesideTheRefusal() throws IOException {
    Path file = Files.writeString(folder.resolve("daemon.pem"), pem(OLD));
    try (ConfidentialClient client =
        daemon.client(ClientCredential.certificate(KeySource.pem(file))).build()) {
      rollOver();
      Files.writeString(file, "half a file");
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(ServiceException.class)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .singleElement()
                      .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                      .hasMessageContaining("no private key"));
    }
  }

  @Test
  void aSecretFromAVaultIsAskedForAgainAfterARefusal() {
    AtomicReference<String> vault = new AtomicReference<>("before");
    AtomicInteger asked = new AtomicInteger();
    try (ConfidentialClient client =
        daemon
            .house
            .options(
                ConfidentialClient.builder(
                    House.CLIENT_ID,
                    () -> {
                      String secret = vault.get();
                      if (asked.incrementAndGet() == 1) {
                        vault.set(House.SECRET);
                      }
                      return ClientCredential.secret(secret);
                    }))
            .clock(daemon.clock)
            .build()) {
      client.acquireForClient(EACH);
    }
    assertThat(daemon.house.tokenRequests())
        .extracting(request -> request.form().get("client_secret"))
        .containsExactly(List.of("before"), List.of(House.SECRET));
  }
}

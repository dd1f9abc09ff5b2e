package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real module: SoftHSM 2. It reads its configuration's place from the environment when it is
 * loaded, so the run sets {@code SOFTHSM2_CONF} to the file that this test writes.
 */
@Tag("real-peer")
class SoftHsmTest {

  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final char[] PIN = "1234".toCharArray();

  @TempDir private static Path directory;
  private static Path configuration;

  private final Crypto crypto = new JoseCryptoProvider().open();

  @BeforeAll
  static void initialise() throws Exception {
    String place = System.getenv("SOFTHSM2_CONF");
    assumeTrue(Files.exists(LIBRARY), "Debian's package softhsm2 is not installed");
    assumeTrue(place != null, "SOFTHSM2_CONF is not set");
    Path tokens = Files.createDirectory(directory.resolve("tokens"));
    Files.writeString(Path.of(place), "directories.tokendir = " + tokens + "\n");
    run("softhsm2-util", "--init-token", "--free", "--label", "latchkey");
    configuration =
        Files.writeString(
            directory.resolve("p11.cfg"),
            "name = latchkey\nlibrary = "
                + LIBRARY
                + "\nslotListIndex = 0\n"
                + "attributes(*, CKO_PRIVATE_KEY, *) = {\n  CKA_SENSITIVE = true\n"
                + "  CKA_EXTRACTABLE = false\n}\n");
    store("rsa", TestKeys.RSA);
    store("ec", TestKeys.EC);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("--pin", "1234", "--so-pin", "5678"));
    Process process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(new File(directory.toFile(), "out.log"))
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static void store(String alias, KeyPair pair) throws Exception {
    KeyStore token =
        KeyStore.getInstance(
            "PKCS11", Security.getProvider("SunPKCS11").configure(configuration.toString()));
    token.load(null, PIN);
    token.setKeyEntry(
        alias, pair.getPrivate(), null, new Certificate[] {TestKeys.certificate(pair)});
  }

  @ParameterizedTest
  @EnumSource
  void signsWithAKeyThatDoesNotLeaveTheModule(SigningAlgorithm algorithm) throws Exception {
    boolean ec = algorithm == SigningAlgorithm.ES256;
    KeyMaterial material =
        crypto.keyMaterialReader().openPkcs11(configuration, PIN, ec ? "ec" : "rsa");
    JWSVerifier independent =
        ec
            ? new ECDSAVerifier((ECPublicKey) TestKeys.EC.getPublic())
            : new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic());

    assertThat(material.key().getEncoded()).isNull();
    String jws =
        crypto
            .assertionSigner()
            .sign(
                AssertionRequest.of(
                    crypto.keyMaterialReader().checked(material, TestKeys.NOW), algorithm, "{}"))
            .reveal();
    assertThat(JWSObject.parse(jws).verify(independent)).isTrue();
    assertThat(Security.getProviders()).doesNotContain(material.provider().orElseThrow());
  }

  @Test
  void needsTheKeyNamedWhereThereAreTwo() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.keyMaterialReader().openPkcs11(configuration, PIN, ""))
        .withMessage("PKCS#11 token has 2 private keys where one is needed");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.keyMaterialReader().openPkcs11(configuration, PIN, "none"))
        .withMessageContaining("under the name that was given");
  }
}

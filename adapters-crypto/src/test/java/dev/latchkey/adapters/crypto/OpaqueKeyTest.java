package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys as a hardware module has them: no encoded form, and only their own provider can sign. */
class OpaqueKeyTest {

  private final Crypto crypto = new JoseCryptoProvider().open();
  private final Provider module = new TestModule();

  private static KeyPair pair(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ES256 ? TestKeys.EC : TestKeys.RSA;
  }

  private KeyMaterial material(SigningAlgorithm algorithm) {
    return KeyMaterial.of(
            new TestModule.OpaqueKey(pair(algorithm).getPrivate()),
            List.of(TestKeys.certificate(pair(algorithm))))
        .provider(module);
  }

  private static JWSVerifier independent(SigningAlgorithm algorithm) throws Exception {
    return algorithm == SigningAlgorithm.ES256
        ? new ECDSAVerifier((ECPublicKey) TestKeys.EC.getPublic())
        : new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic());
  }

  @ParameterizedTest
  @EnumSource
  void signsThroughItsOwnProvider(SigningAlgorithm algorithm) throws Exception {
    String jws =
        crypto
            .assertionSigner()
            .sign(AssertionRequest.of(material(algorithm), algorithm, "{}"))
            .reveal();

    assertThat(JWSObject.parse(jws).verify(independent(algorithm))).isTrue();
    assertThat(Security.getProviders()).doesNotContain(module);
  }

  @ParameterizedTest
  @EnumSource
  void isCheckedByASignature(SigningAlgorithm algorithm) {
    assertThat(crypto.keyMaterialReader().checked(material(algorithm), TestKeys.NOW).provider())
        .contains(module);
  }

  @Test
  void isRefusedForTheCertificateOfAnother() {
    X509Certificate foreign = TestKeys.certificate(TestKeys.OTHER_RSA);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () ->
                crypto
                    .keyMaterialReader()
                    .checked(
                        material(SigningAlgorithm.RS256).chain(List.of(foreign)), TestKeys.NOW))
        .withMessage("private key does not belong to the certificate");
  }

  @Test
  void isRefusedWhereItsCertificateTellsThatItIsWeak() {
    KeyMaterial weak =
        KeyMaterial.of(
                new TestModule.OpaqueKey(TestKeys.WEAK_RSA.getPrivate()),
                List.of(TestKeys.certificate(TestKeys.WEAK_RSA)))
            .provider(module);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> crypto.keyMaterialReader().checked(weak, TestKeys.NOW))
        .withMessageContaining("RSA key has 1024 bits");
  }

  @ParameterizedTest
  @EnumSource
  void needsItsProviderNamed(SigningAlgorithm algorithm) {
    KeyMaterial nameless = KeyMaterial.of(new TestModule.OpaqueKey(pair(algorithm).getPrivate()));

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> crypto.assertionSigner().sign(AssertionRequest.of(nameless, algorithm, "{}")))
        .withMessageContaining("an opaque key needs the provider that it came from");
  }

  @ParameterizedTest
  @EnumSource
  void whoseModuleFailsIsATypedError(SigningAlgorithm algorithm) {
    KeyMaterial broken =
        KeyMaterial.of(new TestModule.OpaqueKey(pair(algorithm).getPrivate()))
            .provider(new TestModule.Broken());

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> crypto.assertionSigner().sign(AssertionRequest.of(broken, algorithm, "{}")))
        .withMessageStartingWith("the provider TestModuleBroken could not sign");
  }

  @Test
  void provesItsPossession() {
    var key = crypto.proofKeys().of(material(SigningAlgorithm.ES256), SigningAlgorithm.ES256);

    assertThat(key.sign(new byte[] {1, 2, 3})).hasSize(64);
    assertThat(key.publicJwk()).startsWith("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":");
  }
}

package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.crypto.ProofKeys;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JwkProofKeysTest {

  private static final byte[] INPUT = {1, 2, 3};

  private final ProofKeys proofKeys = new JoseCryptoProvider().open().proofKeys();

  @Test
  void theNameOfAKeyIsTheOneOfTheGoldenVectors() throws Exception {
    PublicKey golden = ((RSAKey) JWK.parse(Golden.SHR_PUBLIC_KEY)).toPublicKey();
    ProofKey key =
        proofKeys.of(
            KeyMaterial.of(TestKeys.RSA.getPrivate()).publicKey(golden), SigningAlgorithm.RS256);

    assertThat(key.keyId()).isEqualTo("-5RjQYgLeR5WVzfktphrQFF606D_qphxCrEqF8Em2as");
    assertThat(key.publicJwk()).isEqualTo(Golden.SHR_PUBLIC_KEY);
  }

  @ParameterizedTest
  @EnumSource
  void anotherLibraryGivesTheSameName(SigningAlgorithm algorithm) throws Exception {
    ProofKey key = proofKeys.generate(algorithm);
    JWK jwk = JWK.parse(key.publicJwk());

    assertThat(jwk.computeThumbprint()).hasToString(key.keyId());
    assertThat(jwk.isPrivate()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void signsAsItsAlgorithmWants(SigningAlgorithm algorithm) throws Exception {
    ProofKey key = proofKeys.generate(algorithm);
    JWK jwk = JWK.parse(key.publicJwk());
    Signature verifier =
        Signature.getInstance(
            switch (algorithm) {
              case RS256 -> "SHA256withRSA";
              case PS256 -> "RSASSA-PSS";
              case ES256 -> "SHA256withECDSAinP1363Format";
            });
    if (algorithm == SigningAlgorithm.PS256) {
      verifier.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    }
    verifier.initVerify(
        jwk instanceof ECKey ec ? ec.toECPublicKey() : jwk.toRSAKey().toRSAPublicKey());
    verifier.update(INPUT);

    assertThat(verifier.verify(key.sign(INPUT))).isTrue();
    assertThat(key.algorithm()).isEqualTo(algorithm);
  }

  @Test
  void everyNewKeyIsAnother() {
    assertThat(proofKeys.generate(SigningAlgorithm.ES256).keyId())
        .isNotEqualTo(proofKeys.generate(SigningAlgorithm.ES256).keyId());
  }

  @Test
  void refusesAKeyWithoutItsPublicPart() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> proofKeys.of(KeyMaterial.of(TestKeys.EC.getPrivate()), SigningAlgorithm.ES256))
        .withMessageContaining("needs its public part");
  }

  @Test
  void refusesAnAlgorithmThatDoesNotFit() {
    KeyMaterial ec = KeyMaterial.of(TestKeys.EC.getPrivate()).publicKey(TestKeys.EC.getPublic());

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> proofKeys.of(ec, SigningAlgorithm.RS256))
        .withMessage("RS256 does not fit a key of the family EC");
  }

  @Test
  void refusesWeakKeysAndOtherCurves() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () ->
                proofKeys.of(
                    KeyMaterial.of(TestKeys.WEAK_RSA.getPrivate())
                        .publicKey(TestKeys.WEAK_RSA.getPublic()),
                    SigningAlgorithm.RS256))
        .withMessageContaining("1024 bits");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () ->
                proofKeys.of(
                    KeyMaterial.of(TestKeys.P384.getPrivate()).publicKey(TestKeys.P384.getPublic()),
                    SigningAlgorithm.ES256))
        .withMessageContaining("P-256");
  }

  @Test
  void printsItsNameOnly() {
    ProofKey key = proofKeys.generate(SigningAlgorithm.ES256);

    assertThat(key).hasToString("ProofKey[algorithm=ES256, keyId=" + key.keyId() + "]");
  }
}

package dev.latchkey.spi.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class AssertionRequestTest {

  private static final KeyPair EC = pair();

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void refusesAnAlgorithmThatDoesNotFitTheKey() {
    KeyMaterial key = KeyMaterial.of(EC.getPrivate());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AssertionRequest.of(key, SigningAlgorithm.PS256, "{}"))
        .withMessage("PS256 does not fit a key of the family EC");
  }

  @Test
  void printsNeitherPayloadNorKey() {
    AssertionRequest request =
        AssertionRequest.of(
            KeyMaterial.of(EC.getPrivate()), SigningAlgorithm.ES256, "{\"at\":\"marker-1\"}");

    assertThat(request.toString() + request.key())
        .isEqualTo("AssertionRequest[algorithm=ES256, type=JWT]KeyMaterial[EC, certificates=0]");
  }

  @Test
  void keepsWhatWasSetBefore() {
    CertificateThumbprint thumbprint =
        CertificateThumbprint.ofHex("00112233445566778899AABBCCDDEEFF00112233");
    AssertionRequest request =
        AssertionRequest.of(KeyMaterial.of(EC.getPrivate()), SigningAlgorithm.ES256, "{}")
            .type("pop")
            .keyId("k1")
            .thumbprint(thumbprint);

    assertThat(request.type()).isEqualTo("pop");
    assertThat(request.keyId()).contains("k1");
    assertThat(request.thumbprint()).contains(thumbprint);
    assertThat(request.certificates()).isEmpty();
  }

  @Test
  void materialTellsThePublicKeyThatWasSet() {
    assertThat(KeyMaterial.of(EC.getPrivate()).publicKey()).isEmpty();
    assertThat(KeyMaterial.of(EC.getPrivate()).publicKey(EC.getPublic()).publicKey())
        .contains(EC.getPublic());
  }

  @Test
  void verifiedTokensDoNotPrint() {
    assertThat(VerifiedToken.of(SigningAlgorithm.RS256, "{}", "{\"name\":\"marker-2\"}"))
        .hasToString("VerifiedToken[algorithm=RS256]");
  }
}

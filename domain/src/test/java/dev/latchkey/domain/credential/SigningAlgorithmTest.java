package dev.latchkey.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningAlgorithmTest {

  @ParameterizedTest
  @CsvSource({
    "RSA, RS256, true", "RSA, PS256, true", "RSA, ES256, false",
    "RSASSA-PSS, RS256, false", "RSASSA-PSS, PS256, true", "RSASSA-PSS, ES256, false",
    "EC, RS256, false", "EC, PS256, false", "EC, ES256, true",
    "EdDSA, ES256, false", "HmacSHA256, RS256, false", "AES, PS256, false"
  })
  void fitsKeysOfItsFamilyOnly(String family, SigningAlgorithm algorithm, boolean fits) {
    assertThat(algorithm.fits(new OpaqueKey(family))).isEqualTo(fits);
  }

  /** A key of which nothing but the family is known. */
  private record OpaqueKey(String family) implements Key {

    @Override
    public String getAlgorithm() {
      return family;
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      throw new AssertionError("the encoded form of a key was asked for");
    }
  }
}

package dev.latchkey.adapters.crypto;

import static dev.latchkey.adapters.crypto.SignedToken.fixed;
import static dev.latchkey.adapters.crypto.SignedToken.forged;
import static dev.latchkey.adapters.crypto.SignedToken.genuine;
import static dev.latchkey.adapters.crypto.SignedToken.join;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kinds of attack on signatures that are known from the field (T-07), made anew for our keys.
 */
class ForgedSignaturesTest {

  private static final JWK EC =
      new ECKey.Builder(Curve.P_256, (ECPublicKey) TestKeys.EC.getPublic()).keyID("ec").build();

  private final TokenVerifier verifier = new JoseCryptoProvider().open().tokenVerifier();

  static List<SignedToken> es256() throws GeneralSecurityException {
    return EcForgeries.corpus();
  }

  static List<SignedToken> rs256() throws GeneralSecurityException {
    return Pkcs1Forgeries.corpus();
  }

  static List<SignedToken> ps256() throws GeneralSecurityException {
    return PssForgeries.corpus();
  }

  @ParameterizedTest
  @MethodSource({"es256", "rs256", "ps256"})
  void onlyWhatIsGenuineIsBelieved(SignedToken token) {
    isBelievedIfGenuine(token, TestKeys.RSA);
  }

  @Test
  void theCorpusIsWhole() throws GeneralSecurityException {
    List<SignedToken> all = Stream.of(es256(), rs256(), ps256()).flatMap(List::stream).toList();

    assertThat(all).filteredOn(SignedToken::isGenuine).hasSize(4);
    assertThat(all).filteredOn(it -> !it.isGenuine()).hasSize(136);
    assertThat(all).extracting(SignedToken::text).doesNotHaveDuplicates();
  }

  @Test
  void aCubeRootIsNoSignature() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2_048, BigInteger.valueOf(3)));
    KeyPair weak = generator.generateKeyPair();
    String input = SignedToken.input("RS256", "rsa", "{}");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(weak.getPrivate());
    signature.update(input.getBytes(US_ASCII));
    isBelievedIfGenuine(genuine("of a key with exponent 3", input, signature.sign()), weak);

    byte[] begin =
        join(
            HexFormat.of().parseHex("0001ffffffffffffffff00"),
            HexFormat.of().parseHex("3031300d060960864801650304020105000420"),
            MessageDigest.getInstance("SHA-256").digest(input.getBytes(US_ASCII)));
    BigInteger root = cubeRootAbove(new BigInteger(1, Arrays.copyOf(begin, 256)));
    assertThat(fixed(root.pow(3), 256)).startsWith(begin);
    isBelievedIfGenuine(forged("without the key", input, fixed(root, 256)), weak);
  }

  private static BigInteger cubeRootAbove(BigInteger number) {
    BigInteger root = BigInteger.ZERO;
    for (int bit = 700; bit >= 0; bit--) {
      BigInteger more = root.setBit(bit);
      root = more.pow(3).compareTo(number) <= 0 ? more : root;
    }
    return root.add(BigInteger.ONE);
  }

  private void isBelievedIfGenuine(SignedToken token, KeyPair rsa) {
    JWK key = new RSAKey.Builder((RSAPublicKey) rsa.getPublic()).keyID("rsa").build();
    Secret text = Secret.of(token.text());
    String keys = new JWKSet(List.of(key, EC)).toString();
    if (token.isGenuine()) {
      assertThat(verifier.verify(text, keys, EnumSet.allOf(SigningAlgorithm.class))).isPresent();
    } else {
      assertThatExceptionOfType(CryptoException.class)
          .isThrownBy(() -> verifier.verify(text, keys, EnumSet.allOf(SigningAlgorithm.class)))
          .withMessage("token signature is wrong");
    }
  }
}

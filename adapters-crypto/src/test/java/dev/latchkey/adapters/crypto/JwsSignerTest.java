package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.AssertionSigner;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.crypto.CertificateThumbprint.Kind;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JwsSignerTest {

  private static final String PAYLOAD = "{\"iss\":\"grün \\u00e9 €\", \"iat\" : 1893456000}";

  private final AssertionSigner signer = new JoseCryptoProvider().open().assertionSigner();

  private static KeyPair pair(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ES256 ? TestKeys.EC : TestKeys.RSA;
  }

  private static AssertionRequest request(SigningAlgorithm algorithm) {
    return AssertionRequest.of(KeyMaterial.of(pair(algorithm).getPrivate()), algorithm, PAYLOAD);
  }

  private JWSObject signed(AssertionRequest request) {
    try {
      return JWSObject.parse(signer.sign(request).reveal());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static JWSVerifier independent(SigningAlgorithm algorithm) throws Exception {
    return algorithm == SigningAlgorithm.ES256
        ? new ECDSAVerifier((ECPublicKey) TestKeys.EC.getPublic())
        : new RSASSAVerifier((RSAPublicKey) TestKeys.RSA.getPublic());
  }

  private static String headerText(JWSObject jws) {
    return jws.getHeader().getParsedBase64URL().decodeToString();
  }

  @ParameterizedTest
  @EnumSource
  void anotherLibraryVerifiesWhatWasSigned(SigningAlgorithm algorithm) throws Exception {
    JWSObject jws = signed(request(algorithm));

    assertThat(jws.verify(independent(algorithm))).isTrue();
    assertThat(jws.getHeader().getAlgorithm().getName()).isEqualTo(algorithm.name());
    assertThat(jws.getPayload().toString()).isEqualTo(PAYLOAD);
  }

  @Test
  void aPlainHeaderTellsAlgorithmAndTypeOnly() {
    assertThat(headerText(signed(request(SigningAlgorithm.RS256))))
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
  }

  @Test
  void theHeaderIsTheOneOfTheWorkedExample() {
    CertificateThumbprint thumbprint =
        CertificateThumbprint.ofHex(
            "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf");

    assertThat(headerText(signed(request(SigningAlgorithm.PS256).thumbprint(thumbprint))))
        .isEqualTo(
            "{\"alg\":\"PS256\",\"typ\":\"JWT\","
                + "\"x5t#S256\":\"oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8\"}");
  }

  @Test
  void thumbprintsAreThoseThatAnotherLibraryReads() {
    X509Certificate certificate = TestKeys.certificate(TestKeys.RSA);
    JWSHeader header =
        signed(
                request(SigningAlgorithm.RS256)
                    .thumbprint(CertificateThumbprint.of(Kind.SHA1, certificate))
                    .keyId("k/1\"<"))
            .getHeader();

    assertThat(header.toJSONObject().get("x5t"))
        .isEqualTo(CertificateThumbprint.of(Kind.SHA1, certificate).value());
    assertThat(header.getKeyID()).isEqualTo("k/1\"<");
    assertThat(header.getX509CertSHA256Thumbprint()).isNull();
  }

  @Test
  void certificatesGoInPlainBase64InTheirOrder() throws Exception {
    X509Certificate one = TestKeys.certificate(TestKeys.RSA);
    X509Certificate two = TestKeys.certificate(TestKeys.OTHER_RSA);
    JWSObject jws = signed(request(SigningAlgorithm.PS256).certificates(List.of(one, two)));

    assertThat(headerText(jws)).doesNotContain("\\", "\n", "\r", " ");
    assertThat(jws.getHeader().getX509CertChain())
        .extracting(com.nimbusds.jose.util.Base64::toString)
        .containsExactly(
            Base64.getEncoder().encodeToString(one.getEncoded()),
            Base64.getEncoder().encodeToString(two.getEncoded()));
    assertThat(jws.verify(independent(SigningAlgorithm.PS256))).isTrue();
  }

  @Test
  void typesOtherThanJwtAreWrittenAsGiven() {
    assertThat(signed(request(SigningAlgorithm.ES256).type("dpop+jwt")).getHeader().getType())
        .hasToString("dpop+jwt");
  }

  @Test
  void anEs256SignatureIsAlwaysTwoNumbersSideBySide() {
    // One signature in 128 has a number that DER writes a byte shorter.
    for (int i = 0; i < 600; i++) {
      assertThat(signed(request(SigningAlgorithm.ES256)).getSignature().decode()).hasSize(64);
    }
  }

  @Test
  void aKeyThatCannotSignSoIsATypedError() {
    // 512 bits do not hold a PSS signature with this digest and salt.
    KeyMaterial tiny = KeyMaterial.of(TestKeys.rsa(512).getPrivate());

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> signer.sign(AssertionRequest.of(tiny, SigningAlgorithm.PS256, PAYLOAD)))
        .withMessageStartingWith("the Java runtime could not sign with PS256")
        .withMessageNotContaining("iat");
  }

  @Test
  void oneSignerServesManyThreads() {
    assertThat(
            IntStream.range(0, 200)
                .parallel()
                .mapToObj(
                    i -> request(i % 2 == 0 ? SigningAlgorithm.PS256 : SigningAlgorithm.ES256))
                .map(this::signed)
                .allMatch(JwsSignerTest::isVerified))
        .isTrue();
  }

  private static boolean isVerified(JWSObject jws) {
    try {
      return jws.verify(
          independent(SigningAlgorithm.valueOf(jws.getHeader().getAlgorithm().getName())));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Property(tries = 200)
  void everyPayloadIsSignedToTheByte(@ForAll @StringLength(max = 300) String text)
      throws Exception {
    // Lone surrogates have no UTF-8 form; JSON text does not hold them.
    String payload = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    JWSObject jws =
        signed(
            AssertionRequest.of(
                KeyMaterial.of(TestKeys.EC.getPrivate()), SigningAlgorithm.ES256, payload));

    assertThat(jws.getPayload().toString()).isEqualTo(payload);
    assertThat(jws.verify(independent(SigningAlgorithm.ES256))).isTrue();
  }

  @Property(tries = 200)
  void everyKeyIdSurvivesTheHeader(@ForAll @StringLength(min = 1, max = 40) String keyId) {
    String name = new String(keyId.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(signed(request(SigningAlgorithm.ES256).keyId(name)).getHeader().getKeyID())
        .isEqualTo(name);
  }
}

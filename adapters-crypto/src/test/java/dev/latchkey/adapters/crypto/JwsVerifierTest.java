package dev.latchkey.adapters.crypto;

import static dev.latchkey.domain.credential.SigningAlgorithm.ES256;
import static dev.latchkey.domain.credential.SigningAlgorithm.PS256;
import static dev.latchkey.domain.credential.SigningAlgorithm.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.crypto.VerifiedToken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens are signed by another library than the one that verifies them. */
class JwsVerifierTest {

  private static final Set<SigningAlgorithm> ALL = EnumSet.allOf(SigningAlgorithm.class);
  private static final String CLAIMS = "{\"sub\":\"marker-subject\"}";

  private static final JWK RSA =
      new RSAKey.Builder((RSAPublicKey) TestKeys.RSA.getPublic()).keyID("rsa").build();
  private static final JWK EC =
      new ECKey.Builder(Curve.P_256, (ECPublicKey) TestKeys.EC.getPublic()).keyID("ec").build();
  private static final String KEYS = new JWKSet(List.of(RSA, EC)).toString();

  private final TokenVerifier verifier = new JoseCryptoProvider().open().tokenVerifier();

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static JWSHeader.Builder header(SigningAlgorithm algorithm) {
    return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm.name()))
        .keyID(algorithm == ES256 ? "ec" : "rsa");
  }

  private static String token(JWSHeader header, PrivateKey key) {
    try {
      JWSSigner signer =
          key instanceof ECPrivateKey ec
              ? new ECDSASigner(ec)
              : new RSASSASigner(key, Set.of(AllowWeakRSAKey.getInstance()));
      JWSObject jws = new JWSObject(header, new Payload(CLAIMS));
      jws.sign(signer);
      return jws.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String token(SigningAlgorithm algorithm) {
    KeyPair pair = algorithm == ES256 ? TestKeys.EC : TestKeys.RSA;
    return token(header(algorithm).build(), pair.getPrivate());
  }

  /** A token whose header may be anything, signed all the same. */
  private static String rs256(String header) {
    try {
      String input = encode(header) + "." + encode(CLAIMS);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(TestKeys.RSA.getPrivate());
      signature.update(input.getBytes(UTF_8));
      return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<VerifiedToken> verify(String token, String keys) {
    return verifier.verify(Secret.of(token), keys, ALL);
  }

  private static String refusal(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(CryptoException.class);
    StringWriter everything = new StringWriter();
    thrown.printStackTrace(new PrintWriter(everything));
    assertThat(everything.toString()).doesNotContain("marker", encode("{\"sub\":\"marker"));
    return thrown.getMessage();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsWhatAnotherLibrarySigned(SigningAlgorithm algorithm) {
    VerifiedToken verified = verify(token(algorithm), KEYS).orElseThrow();

    assertThat(verified.algorithm()).isEqualTo(algorithm);
    assertThat(verified.payload()).isEqualTo(CLAIMS);
    assertThat(verified.header()).contains("\"alg\":\"" + algorithm + "\"");
  }

  @Test
  void acceptsTheSignedHttpRequestOfTheGoldenVectors() {
    VerifiedToken verified =
        verify(
                Golden.SHR,
                "{\"keys\":["
                    + Golden.SHR_PUBLIC_KEY.replace(
                        "{", "{\"kid\":\"-5RjQYgLeR5WVzfktphrQFF606D_qphxCrEqF8Em2as\",")
                    + "]}")
            .orElseThrow();

    assertThat(verified.payload()).startsWith("{\"at\":\"AT-pop-1\",\"ts\":1893456000,");
  }

  @ParameterizedTest
  @EnumSource
  void acceptsATokenThatNamesNoKey(SigningAlgorithm algorithm) {
    KeyPair pair = algorithm == ES256 ? TestKeys.EC : TestKeys.RSA;
    JWSHeader nameless = header(algorithm).keyID(null).build();

    assertThat(verify(token(nameless, pair.getPrivate()), KEYS)).isPresent();
  }

  @Test
  void triesAllKeysOfOneName() {
    JWK other =
        new RSAKey.Builder((RSAPublicKey) TestKeys.OTHER_RSA.getPublic()).keyID("rsa").build();

    assertThat(verify(token(RS256), "{\"keys\":[" + other + "," + RSA + "]}")).isPresent();
  }

  @Test
  void aKeyOfAnotherNameMeansThatTheSetMayBeOld() {
    assertThat(verify(token(header(RS256).keyID("new").build(), TestKeys.RSA.getPrivate()), KEYS))
        .isEmpty();
    assertThat(verify(token(RS256), "{\"keys\":[]}")).isEmpty();
  }

  @Test
  void refusesTheSignatureOfAnotherKey() {
    String foreign = token(header(RS256).build(), TestKeys.OTHER_RSA.getPrivate());

    assertThat(refusal(() -> verify(foreign, KEYS))).isEqualTo("token signature is wrong");
  }

  @Test
  void refusesAnAlgorithmThatIsNotAllowed() {
    assertThat(
            refusal(() -> verifier.verify(Secret.of(token(RS256)), KEYS, EnumSet.of(PS256, ES256))))
        .startsWith("token is not signed with an algorithm that is allowed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> verifier.verify(Secret.of(token(RS256)), KEYS, Set.of()));
  }

  static Stream<String> unsigned() {
    return Stream.of("none", "None", "NONE", "nOnE", "", " RS256", "rs256", "HS256", "ES256K")
        .map(it -> "{\"alg\":\"" + it + "\",\"kid\":\"rsa\"}");
  }

  @ParameterizedTest
  @MethodSource("unsigned")
  void refusesAlgorithmsThatHaveNoName(String header) {
    for (String signature : List.of("", "AAAA")) {
      assertThat(
              refusal(() -> verify(encode(header) + "." + encode(CLAIMS) + "." + signature, KEYS)))
          .startsWith("token is not signed with an algorithm that is allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kid\":\"rsa\"}",
        "{\"alg\":null}",
        "{\"alg\":1}",
        "{\"alg\":[\"RS256\"]}",
        "{\"alg\":{\"RS256\":1}}"
      })
  void refusesAHeaderWithoutAnAlgorithm(String header) {
    assertThat(refusal(() -> verify(rs256(header), KEYS)))
        .startsWith("token is not signed with an algorithm that is allowed");
  }

  @Test
  void refusesAPublicKeyUsedAsASharedSecret() throws Exception {
    for (byte[] secret :
        List.of(TestKeys.RSA.getPublic().getEncoded(), RSA.toJSONString().getBytes(UTF_8))) {
      JWSObject jws =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(), new Payload(CLAIMS));
      jws.sign(new MACSigner(secret));
      refusal(() -> verify(jws.serialize(), KEYS));
      // The same bytes under the name of an algorithm that is allowed.
      String swapped =
          encode("{\"alg\":\"RS256\",\"kid\":\"rsa\"}")
              + "."
              + encode(CLAIMS)
              + "."
              + jws.getSignature();
      assertThat(refusal(() -> verify(swapped, KEYS))).isEqualTo("token signature is wrong");
    }
  }

  @Test
  void refusesOnePaddingInPlaceOfTheOther() {
    String signed = token(RS256);
    String swapped =
        encode("{\"alg\":\"PS256\",\"kid\":\"rsa\"}") + signed.substring(signed.indexOf('.'));

    assertThat(refusal(() -> verify(swapped, KEYS))).isEqualTo("token signature is wrong");
  }

  @Test
  void passesOverAKeyThatIsForAnotherAlgorithmOrUse() {
    RSAPublicKey key = (RSAPublicKey) TestKeys.RSA.getPublic();
    for (JWK unfit :
        List.of(
            new RSAKey.Builder(key).keyID("rsa").keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(key).keyID("rsa").algorithm(JWSAlgorithm.PS256).build(),
            new RSAKey.Builder(key)
                .keyID("rsa")
                .keyOperations(Set.of(KeyOperation.ENCRYPT))
                .build())) {
      assertThat(verify(token(RS256), "{\"keys\":[" + unfit + "]}")).isEmpty();
    }
    JWK fit =
        new RSAKey.Builder(key)
            .keyID("rsa")
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .build();
    assertThat(verify(token(RS256), "{\"keys\":[" + fit + "]}")).isPresent();
  }

  @Test
  void passesOverWeakKeysAndOtherCurves() {
    JWK weak =
        new RSAKey.Builder((RSAPublicKey) TestKeys.WEAK_RSA.getPublic()).keyID("rsa").build();
    JWK p384 =
        new ECKey.Builder(Curve.P_384, (ECPublicKey) TestKeys.P384.getPublic()).keyID("ec").build();
    String weakly = token(header(RS256).build(), TestKeys.RSA.getPrivate());

    assertThat(verify(weakly, "{\"keys\":[" + weak + "]}")).isEmpty();
    assertThat(verify(token(ES256), "{\"keys\":[" + p384 + "]}")).isEmpty();
  }

  @Test
  void aBrokenKeyDoesNotHideTheOthers() {
    String broken =
        """
        {"keys":[
          1, "x", null, [], {},
          {"kty":"RSA","kid":"rsa","n":"","e":"AQAB"},
          {"kty":"RSA","kid":"rsa","n":"!!","e":"AQAB"},
          {"kty":"RSA","kid":"rsa","n":17,"e":"AQAB"},
          {"kty":"EC","kid":"rsa","crv":"P-256","x":"AA","y":"AA"},
          {"kty":"EC","kid":"rsa","crv":"P-999","x":"AA","y":"AA"},
          {"kty":"OKP","kid":"rsa","crv":"Ed25519","x":"AA"},
          {"kty":"oct","kid":"rsa","k":"AAAA"},
          {"kty":["RSA"],"kid":["rsa"]},
          {"kty":"what","kid":"rsa"},
          %s
        ]}
        """
            .formatted(RSA.toJSONString().replace("{", "{\"x5c\":[\"broken\"],\"x5t\":1,"));

    assertThat(verify(token(RS256), broken)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "keys",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":null}",
        "{\"keys\":[],\"keys\":[]}",
        "{\"keys\":[]} {}",
        "{\"keys\":[}"
      })
  void refusesWhatIsNoKeySet(String keys) {
    assertThat(refusal(() -> verify(token(RS256), keys))).startsWith("key set ");
  }

  @Test
  void boundsTheKeySet() {
    String key = RSA.toJSONString();
    String hundred = "{\"keys\":[" + String.join(",", Collections.nCopies(100, key)) + "]}";
    String more = "{\"keys\":[" + String.join(",", Collections.nCopies(101, "{}")) + "]}";
    String large = "{\"keys\":[]," + " ".repeat(TokenVerifier.MAX_KEY_SET_LENGTH) + "\"a\":1}";
    String deep = "{\"keys\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(verify(token(RS256), hundred)).isPresent();
    assertThat(refusal(() -> verify(token(RS256), more)))
        .isEqualTo("key set has more than 100 keys");
    assertThat(refusal(() -> verify(token(RS256), large))).contains("262144 characters");
    assertThat(verify(token(RS256), deep)).isEmpty();
  }

  @Test
  void neverTakesAKeyFromTheToken() throws Exception {
    JWK own =
        new RSAKey.Builder((RSAPublicKey) TestKeys.OTHER_RSA.getPublic()).keyID("rsa").build();
    for (JWSHeader header :
        List.of(
            header(RS256).jwk(own).build(),
            header(RS256).jwkURL(URI.create("https://evil.example/keys")).build(),
            header(RS256).x509CertURL(URI.create("https://evil.example/cert")).build(),
            header(RS256)
                .x509CertChain(
                    List.of(
                        com.nimbusds.jose.util.Base64.encode(
                            TestKeys.certificate(TestKeys.OTHER_RSA).getEncoded())))
                .build())) {
      String forged = token(header, TestKeys.OTHER_RSA.getPrivate());
      assertThat(refusal(() -> verify(forged, KEYS))).isEqualTo("token signature is wrong");
      assertThat(verify(forged, "{\"keys\":[]}")).isEmpty();
      // The same members do no harm where the signature is right.
      assertThat(verify(token(header, TestKeys.RSA.getPrivate()), KEYS)).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[]}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":null}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"b64\":false}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"b64\":true,\"crit\":[\"b64\"]}"
      })
  void refusesExtensions(String header) {
    assertThat(refusal(() -> verify(rs256(header), KEYS))).contains("extension");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\"RS256\"",
        "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"kid\":\"rsa\"}",
        "{\"alg\":\"RS256\",\"a\":{\"b\":1,\"b\":1},\"kid\":\"rsa\"}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\"}{}",
        "{\"alg\":\"RS256\",\"kid\":\"rsa\"} x",
        "{'alg':'RS256'}"
      })
  void refusesAHeaderThatIsNoSingleObject(String header) {
    assertThat(refusal(() -> verify(rs256(header), KEYS)))
        .isEqualTo("token header is not a JSON object with distinct names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "[\"rsa\"]", "{}", "true"})
  void refusesAKeyNameThatIsNoText(String kid) {
    assertThat(refusal(() -> verify(rs256("{\"alg\":\"RS256\",\"kid\":" + kid + "}"), KEYS)))
        .contains("kid");
  }

  @Test
  void survivesDeepHeaders() {
    String deep =
        "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    String deeper = "{\"alg\":\"RS256\",\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

    assertThat(verify(rs256(deep), KEYS)).isPresent();
    assertThat(refusal(() -> verify(rs256(deeper), KEYS))).startsWith("token header has more");
  }

  static Stream<String> notThreeParts() {
    String good = token(RS256);
    return Stream.of(
        "x",
        ".",
        "a.b",
        good + ".",
        "." + good,
        good + "." + good,
        good.substring(0, good.lastIndexOf('.')),
        ".".repeat(60_000),
        "{\"payload\":\"\",\"signatures\":[]}");
  }

  @ParameterizedTest
  @MethodSource("notThreeParts")
  void refusesAnyOtherNumberOfParts(String token) {
    assertThat(refusal(() -> verify(token, KEYS))).contains("three parts");
  }

  @Test
  void refusesEmptyParts() {
    String good = token(RS256);
    String signature = good.substring(good.lastIndexOf('.'));

    refusal(() -> verify("..", KEYS));
    refusal(() -> verify("." + encode(CLAIMS) + signature, KEYS));
    assertThat(refusal(() -> verify(good.substring(0, good.indexOf('.')) + "." + signature, KEYS)))
        .isEqualTo("token signature is wrong");
    assertThat(refusal(() -> verify(good.substring(0, good.lastIndexOf('.') + 1), KEYS)))
        .isEqualTo("token signature is wrong");
  }

  @Test
  void boundsTheToken() {
    assertThat(refusal(() -> verify("a".repeat(TokenVerifier.MAX_TOKEN_LENGTH + 1), KEYS)))
        .isEqualTo("token has more than 65536 characters");
  }

  static Stream<String> otherTextsOfOneSignature() {
    String good = token(RS256);
    String body = good.substring(0, good.length() - 1);
    char last = good.charAt(good.length() - 1);
    // 256 bytes leave four stray bits in the last character.
    char stray =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            .charAt(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".indexOf(last)
                    + 1);
    return Stream.of(
        good + "==",
        good + "=",
        good + "\n",
        good + " ",
        good + "!",
        body + stray,
        good.replace('_', '/'),
        good.substring(0, good.length() - 20) + "%" + good.substring(good.length() - 20),
        " " + good,
        good.replaceFirst("\\.", "=."),
        good.replaceFirst("\\.", "\u0000."));
  }

  @ParameterizedTest
  @MethodSource("otherTextsOfOneSignature")
  void oneTokenHasOneText(String token) {
    if (token.equals(token(RS256))) {
      return; // RS256 gives the same signature each time; this one had no underscore
    }
    assertThat(refusal(() -> verify(token, KEYS))).contains("not base64url without padding");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    String latin =
        Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {'{', (byte) 0xe9, '}'});

    assertThat(refusal(() -> verify(latin + "." + encode(CLAIMS) + ".AAAA", KEYS)))
        .isEqualTo("token header is not UTF-8");
    assertThat(refusal(() -> verify(encode("{}") + "." + latin + ".AAAA", KEYS)))
        .isEqualTo("token payload is not UTF-8");
  }

  static Stream<byte[]> degenerate() {
    BigInteger order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    BigInteger max = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    List<BigInteger> odd = List.of(BigInteger.ZERO, order, order.add(BigInteger.ONE), max);
    Stream<byte[]> both = odd.stream().flatMap(r -> odd.stream().map(s -> side(r, s)));
    Stream<byte[]> one =
        odd.stream().flatMap(it -> Stream.of(side(it, BigInteger.ONE), side(BigInteger.ONE, it)));
    Stream<byte[]> lengths =
        IntStream.of(0, 1, 32, 63, 65, 66, 70, 71, 72, 96, 128).mapToObj(byte[]::new);
    return Stream.of(both, one, lengths).flatMap(it -> it);
  }

  private static byte[] side(BigInteger r, BigInteger s) {
    byte[] both = new byte[64];
    System.arraycopy(fixed(r), 0, both, 0, 32);
    System.arraycopy(fixed(s), 0, both, 32, 32);
    return both;
  }

  private static byte[] fixed(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  @ParameterizedTest
  @MethodSource("degenerate")
  void refusesNumbersOutsideTheCurve(byte[] signature) {
    String good = token(ES256);
    String forged =
        good.substring(0, good.lastIndexOf('.') + 1)
            + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);

    assertThat(refusal(() -> verify(forged, KEYS))).isEqualTo("token signature is wrong");
  }

  @Test
  void refusesASignatureInDer() throws Exception {
    String good = token(ES256);
    String input = good.substring(0, good.lastIndexOf('.'));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(TestKeys.EC.getPrivate());
    signature.update(input.getBytes(UTF_8));
    String der = Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());

    assertThat(refusal(() -> verify(input + "." + der, KEYS)))
        .isEqualTo("token signature is wrong");
  }

  @Test
  void refusesAnotherSaltLength() throws Exception {
    String input = encode("{\"alg\":\"PS256\",\"kid\":\"rsa\"}") + "." + encode(CLAIMS);
    for (int salt : new int[] {0, 20, 31, 33, 64}) {
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, salt, 1));
      signature.initSign(TestKeys.RSA.getPrivate());
      signature.update(input.getBytes(UTF_8));
      String signed =
          input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
      assertThat(refusal(() -> verify(signed, KEYS))).isEqualTo("token signature is wrong");
    }
  }

  @Test
  void refusesALooseRsaPadding() throws Exception {
    // Raw RSA over a block whose digest is followed by garbage: an old forgery for small exponents.
    String input = encode("{\"alg\":\"RS256\",\"kid\":\"rsa\"}") + "." + encode(CLAIMS);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.getBytes(UTF_8));
    byte[] prefix = HexFormat.of().parseHex("3031300d060960864801650304020105000420");
    byte[] block = new byte[256];
    block[1] = 1;
    Arrays.fill(block, 2, 10, (byte) 0xff);
    System.arraycopy(prefix, 0, block, 11, prefix.length);
    System.arraycopy(digest, 0, block, 11 + prefix.length, digest.length);
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
    rsa.init(Cipher.ENCRYPT_MODE, TestKeys.RSA.getPrivate());
    String forged =
        input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(rsa.doFinal(block));

    assertThat(refusal(() -> verify(forged, KEYS))).isEqualTo("token signature is wrong");
  }

  @Property(tries = 300)
  void noFlippedBitGoesUnnoticed(
      @ForAll SigningAlgorithm algorithm, @ForAll @IntRange(min = 0, max = 10_000) int at) {
    byte[] bytes = token(algorithm).getBytes(UTF_8);
    int bit = at % (bytes.length * 7);
    bytes[bit / 7] ^= (byte) (1 << bit % 7);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () -> {
              // A flip in the name of the key leaves no key to verify with.
              if (verify(new String(bytes, UTF_8), KEYS).isEmpty()) {
                throw new CryptoException("no such key");
              }
            });
  }

  @Property(tries = 500)
  void anyTextIsRefusedInOneWay(@ForAll @StringLength(min = 1, max = 200) String text) {
    assertThatExceptionOfType(CryptoException.class).isThrownBy(() -> verify(text, KEYS));
  }

  @Property(tries = 300)
  void anyHeaderIsRefusedOrVerified(@ForAll @StringLength(max = 60) String text) {
    try {
      verify(rs256(text), KEYS);
    } catch (CryptoException e) {
      assertThat(e).hasMessageStartingWith("token ");
    }
  }
}

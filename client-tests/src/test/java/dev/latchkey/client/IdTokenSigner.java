package dev.latchkey.client;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** An issuer's key, that signs by the JDK alone. */
final class IdTokenSigner {

  private final String algorithm;
  private final String keyId;
  private final KeyPair pair;

  IdTokenSigner(String algorithm, String keyId) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    try {
      boolean isEc = algorithm.equals("ES256");
      KeyPairGenerator generator = KeyPairGenerator.getInstance(isEc ? "EC" : "RSA");
      generator.initialize(isEc ? 256 : 2048);
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private IdTokenSigner(IdTokenSigner like, String keyId) {
    this.algorithm = like.algorithm;
    this.keyId = keyId;
    this.pair = like.pair;
  }

  /** {@return the same key under another name} */
  IdTokenSigner named(String other) {
    return new IdTokenSigner(this, other);
  }

  String jwk() {
    String members =
        pair.getPublic() instanceof RSAPublicKey rsa
            ? "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\""
                .formatted(number(rsa.getModulus(), 256), number(rsa.getPublicExponent(), 3))
            : "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\""
                .formatted(
                    number(((ECPublicKey) pair.getPublic()).getW().getAffineX(), 32),
                    number(((ECPublicKey) pair.getPublic()).getW().getAffineY(), 32));
    return "{\"kid\":\"" + keyId + "\",\"use\":\"sig\"," + members + "}";
  }

  String sign(String payload) {
    return sign("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\"}", payload);
  }

  String sign(String header, String payload) {
    String input = encoded(header) + "." + encoded(payload);
    try {
      Signature signature =
          Signature.getInstance(
              switch (algorithm) {
                case "RS256" -> "SHA256withRSA";
                case "PS256" -> "RSASSA-PSS";
                default -> "SHA256withECDSAinP1363Format";
              });
      if (algorithm.equals("PS256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String number(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int kept = Math.min(length, bytes.length);
    System.arraycopy(
        Arrays.copyOfRange(bytes, bytes.length - kept, bytes.length),
        0,
        fixed,
        length - kept,
        kept);
    return encoded(fixed);
  }
}

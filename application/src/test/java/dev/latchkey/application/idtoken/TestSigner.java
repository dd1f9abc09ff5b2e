package dev.latchkey.application.idtoken;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Really signs, by the JDK alone, so that no mistake of a JOSE library can hide. */
final class TestSigner {

  private final String algorithm;
  private final PrivateKey key;

  private TestSigner(String algorithm, PrivateKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  static TestSigner of(String algorithm) {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance(algorithm.equals("ES256") ? "EC" : "RSA");
      generator.initialize(algorithm.equals("ES256") ? 256 : 2048);
      return new TestSigner(algorithm, generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String header() {
    return "{\"typ\":\"JWT\",\"alg\":\"" + algorithm + "\",\"kid\":\"demo\"}";
  }

  String sign(String header, byte[] payload) {
    String input = encoded(header.getBytes(StandardCharsets.UTF_8)) + "." + encoded(payload);
    try {
      Signature signature =
          Signature.getInstance(
              switch (algorithm) {
                case "RS256" -> "SHA256withRSA";
                case "PS256" -> "RSASSA-PSS";
                case "ES256" -> "SHA256withECDSAinP1363Format";
                default -> throw new IllegalArgumentException(algorithm);
              });
      if (algorithm.equals("PS256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.initSign(key);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + encoded(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;

/**
 * Signs and verifies bytes. Signs with whatever key there is. An opaque key does so only through
 * its own provider, which jose4j could not be given without registering it for the whole process.
 */
final class RawSignature {

  /** Algorithm parameters of PS256 (RFC 7518, section 3.5). */
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private static final int P256_SIGNATURE_BYTES = 64;

  private RawSignature() {}

  static byte[] sign(KeyMaterial material, SigningAlgorithm algorithm, byte[] input) {
    try {
      Signature signature = signature(material, algorithm);
      // The key first: without a named provider it is the key that chooses who signs.
      signature.initSign(material.key());
      if (algorithm == SigningAlgorithm.PS256) {
        signature.setParameter(PSS);
      }
      signature.update(input);
      byte[] signed = signature.sign();
      return algorithm == SigningAlgorithm.ES256 ? sideBySide(signed) : signed;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw failed(material, algorithm, e);
    }
  }

  static boolean verifies(
      PublicKey key, SigningAlgorithm algorithm, byte[] input, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(name(algorithm));
      verifier.initVerify(key);
      if (algorithm == SigningAlgorithm.PS256) {
        verifier.setParameter(PSS);
      }
      verifier.update(input);
      return verifier.verify(
          algorithm == SigningAlgorithm.ES256
              ? EcdsaUsingShaAlgorithm.convertConcatenatedToDer(signature)
              : signature);
    } catch (GeneralSecurityException | IOException e) {
      return false;
    }
  }

  private static Signature signature(KeyMaterial material, SigningAlgorithm algorithm)
      throws NoSuchAlgorithmException {
    Provider provider = material.provider().orElse(null);
    return provider == null
        ? Signature.getInstance(name(algorithm))
        : Signature.getInstance(name(algorithm), provider);
  }

  private static String name(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> "SHA256withRSA";
      case PS256 -> "RSASSA-PSS";
      // The DER form, since not every provider has the other one.
      case ES256 -> "SHA256withECDSA";
    };
  }

  private static byte[] sideBySide(byte[] der) throws IOException {
    return EcdsaUsingShaAlgorithm.convertDerToConcatenated(der, P256_SIGNATURE_BYTES);
  }

  private static CryptoException failed(
      KeyMaterial material, SigningAlgorithm algorithm, Exception cause) {
    String by = material.provider().map(it -> "provider " + it.getName()).orElse("Java runtime");
    return Failures.because(
        "the "
            + by
            + " could not sign with "
            + algorithm
            + "; an opaque key needs the provider that it came from, and one that allows "
            + algorithm,
        cause);
  }
}

package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.crypto.ProofKeys;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;

/** Makes proof keys of new pairs and of keys that exist. */
final class JwkProofKeys implements ProofKeys {

  @Override
  public ProofKey generate(SigningAlgorithm algorithm) {
    KeyPair pair = pair(algorithm);
    return of(KeyMaterial.of(pair.getPrivate()).publicKey(pair.getPublic()), algorithm);
  }

  private static KeyPair pair(SigningAlgorithm algorithm) {
    try {
      KeyPairGenerator generator;
      if (algorithm == SigningAlgorithm.ES256) {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw Failures.because("the Java runtime could not make a key for " + algorithm, e);
    }
  }

  @Override
  public ProofKey of(KeyMaterial material, SigningAlgorithm algorithm) {
    PublicKey publicKey =
        material
            .publicKey()
            .orElseThrow(
                () ->
                    new CryptoException(
                        "a proof key needs its public part; give its certificate or public key"));
    if (!algorithm.fits(material.key()) || !algorithm.fits(publicKey)) {
      throw new CryptoException(
          algorithm + " does not fit a key of the family " + material.key().getAlgorithm());
    }
    KeyStrength.flaw(publicKey)
        .ifPresent(
            flaw -> {
              throw new CryptoException("a proof key is not fit: " + flaw);
            });
    return new JwkProofKey(material, algorithm, PublicJwk.of(publicKey));
  }
}

package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds out at once what would otherwise fail at the first token request. */
final class MaterialCheck {

  // Text that no protocol signs, so that the signature is of no use to anybody.
  private static final byte[] PROBE = "latchkey: does this key fit?".getBytes(US_ASCII);

  private MaterialCheck() {}

  static KeyMaterial checked(KeyMaterial material, Instant now) {
    refuseFlaw("private key", material.key());
    material.publicKey().ifPresent(it -> refuseFlaw("public key", it));
    Signed probe = Signed.by(material);
    if (material.chain().isEmpty()) {
      if (material.publicKey().filter(it -> !probe.verifies(it)).isPresent()) {
        throw new CryptoException("private key does not belong to the public key given with it");
      }
      return material;
    }
    X509Certificate own = own(material, probe);
    refuseFlaw("certificate", own.getPublicKey());
    requireValid(own, now);
    return material.chain(withFirst(own, material.chain()));
  }

  private static void refuseFlaw(String what, Key key) {
    KeyStrength.flaw(key)
        .ifPresent(
            flaw -> {
              throw new CryptoException(what + " is not fit to sign with: " + flaw);
            });
  }

  private static X509Certificate own(KeyMaterial material, Signed probe) {
    return material.chain().stream()
        .filter(it -> probe.verifies(it.getPublicKey()))
        .findFirst()
        .orElseThrow(
            () ->
                new CryptoException(
                    material.chain().size() == 1
                        ? "private key does not belong to the certificate"
                        : "private key does not belong to any of the certificates"));
  }

  private static void requireValid(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      throw new CryptoException(
          "certificate is not valid before " + from + "; it is " + now + " here");
    }
    if (now.isAfter(to)) {
      throw new CryptoException("certificate expired at " + to + "; it is " + now + " here");
    }
  }

  private static List<X509Certificate> withFirst(
      X509Certificate first, List<X509Certificate> chain) {
    List<X509Certificate> sorted = new ArrayList<>(chain);
    sorted.remove(first);
    sorted.add(0, first);
    return sorted;
  }

  /** One signature of the key, to be held against several public keys. */
  private static final class Signed {

    private final SigningAlgorithm algorithm;
    private final byte[] signature;

    private Signed(SigningAlgorithm algorithm, byte[] signature) {
      this.algorithm = algorithm;
      this.signature = signature;
    }

    static Signed by(KeyMaterial material) {
      CryptoException failure = null;
      for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
        if (algorithm.fits(material.key())) {
          try {
            return new Signed(algorithm, RawSignature.sign(material, algorithm, PROBE));
          } catch (CryptoException e) {
            // A module may allow its RSA key one padding and not the other.
            failure = e;
          }
        }
      }
      throw failure == null ? new CryptoException("key is of no known family") : failure;
    }

    boolean verifies(PublicKey key) {
      return algorithm.fits(key) && RawSignature.verifies(key, algorithm, PROBE, signature);
    }
  }
}

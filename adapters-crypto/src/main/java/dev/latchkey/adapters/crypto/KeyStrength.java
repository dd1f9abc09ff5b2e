package dev.latchkey.adapters.crypto;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/** Which keys are strong enough (RFC 7518, sections 3.3 and 3.4). */
final class KeyStrength {

  private static final int MIN_RSA_BITS = 2_048;

  private static final BigInteger P256_PRIME =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private KeyStrength() {}

  /** What is wrong with a key; empty also for an opaque key that does not tell. */
  static Optional<String> flaw(Key key) {
    if (key instanceof RSAKey rsa && rsa.getModulus() != null) {
      int bits = rsa.getModulus().bitLength();
      return bits < MIN_RSA_BITS
          ? Optional.of("RSA key has " + bits + " bits; at least " + MIN_RSA_BITS + " are needed")
          : Optional.empty();
    }
    if (key instanceof ECKey ec && ec.getParams() != null) {
      return isP256(ec.getParams())
          ? Optional.empty()
          : Optional.of("EC key is not on the curve P-256, the one that ES256 signs on");
    }
    return switch (key.getAlgorithm()) {
      case "RSA", "RSASSA-PSS", "EC" -> Optional.empty();
      default ->
          Optional.of(
              "key is of the family " + key.getAlgorithm() + "; RSA or EC on P-256 is needed");
    };
  }

  private static boolean isP256(ECParameterSpec curve) {
    return curve.getOrder().equals(P256_ORDER)
        && curve.getCurve().getField() instanceof ECFieldFp field
        && field.getP().equals(P256_PRIME);
  }
}

package dev.latchkey.domain.credential;

import java.security.Key;

/**
 * The signature algorithms that are used, and no others (RFC 7518, section 3.1). That {@code none}
 * and the symmetric ones have no name here keeps them out everywhere.
 *
 * @since 0.1
 */
public enum SigningAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RS256,
  /** RSASSA-PSS with SHA-256, MGF1 with SHA-256, and a salt of 32 bytes. */
  PS256,
  /** ECDSA on the curve P-256 with SHA-256; the signature is R and S side by side. */
  ES256;

  /**
   * Tells whether a key is of the family that the algorithm works with. Strength and curve are not
   * looked at.
   *
   * @param key a public or private key, which may be opaque
   * @return whether it is an RSA key for RS256 and PS256, an RSASSA-PSS key for PS256, an EC key
   *     for ES256
   */
  public boolean fits(Key key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> this != ES256;
      case "RSASSA-PSS" -> this == PS256;
      case "EC" -> this == ES256;
      default -> false;
    };
  }
}

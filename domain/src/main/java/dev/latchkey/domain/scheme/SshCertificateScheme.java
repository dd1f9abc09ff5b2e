package dev.latchkey.domain.scheme;

import java.util.Objects;

/**
 * An SSH certificate in place of a token, for a key pair that SSH uses (Entra). The private key
 * stays with whoever made the pair.
 *
 * @param publicJwk the public key as a JWK, sent as it is
 * @param keyId the local name of the key, under which the certificate is kept
 * @since 0.1
 */
public record SshCertificateScheme(String publicJwk, String keyId) implements KeyBoundScheme {

  /**
   * Checks that both are there.
   *
   * @param publicJwk the public key as a JWK, sent as it is
   * @param keyId the local name of the key, under which the certificate is kept
   * @throws IllegalArgumentException if one of them is blank
   */
  public SshCertificateScheme {
    if (Objects.requireNonNull(publicJwk, "public jwk").isBlank()) {
      throw new IllegalArgumentException("the public key is empty; give it as a JWK");
    }
    if (Objects.requireNonNull(keyId, "key id").isBlank()) {
      throw new IllegalArgumentException("the key has no name; give one that stays the same");
    }
  }

  /** {@return the name of the key} */
  @Override
  public String toString() {
    return "SshCertificateScheme[keyId=" + keyId + "]";
  }
}

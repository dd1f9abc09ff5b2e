package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;

/**
 * A key whose possession is proved with each use of a token that is bound to it: signed HTTP
 * requests, DPoP (RFC 9449), SSH certificates. Applications may bring their own.
 *
 * <p>Obligations: safe for concurrent use; always the same key; the private part does not leave the
 * implementation.
 *
 * @since 0.1
 */
public interface ProofKey {

  /** {@return how it signs} */
  SigningAlgorithm algorithm();

  /**
   * {@return the name of the key: the SHA-256 thumbprint of its public part in base64url without
   * padding (RFC 7638)}
   */
  String keyId();

  /**
   * {@return the public part as a JWK in its canonical form (RFC 7638, section 3.2): the required
   * members alone, in the order of their names, without blanks}
   */
  String publicJwk();

  /**
   * Signs.
   *
   * @param input what to sign
   * @return the signature as a JWS carries it, before base64url
   * @throws dev.latchkey.domain.error.CryptoException if the key could not sign
   */
  byte[] sign(byte[] input);
}

package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;

/**
 * Makes keys for proofs of possession. Implementations are safe for concurrent use.
 *
 * @since 0.1
 */
public interface ProofKeys {

  /**
   * Makes a new key that lives in memory only: RSA of 2048 bits, or EC on P-256.
   *
   * @param algorithm how it is to sign
   * @return the key
   */
  ProofKey generate(SigningAlgorithm algorithm);

  /**
   * Uses a key that exists, which may be opaque.
   *
   * @param material the key, with its public part
   * @param algorithm how it is to sign
   * @return the key
   * @throws dev.latchkey.domain.error.CryptoException if the algorithm does not fit or the public
   *     part is missing
   */
  ProofKey of(KeyMaterial material, SigningAlgorithm algorithm);
}

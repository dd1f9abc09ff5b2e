package dev.latchkey.spi.crypto;

/**
 * Everything that a crypto adapter does. Safe for concurrent use; holds nothing that has to be
 * closed.
 *
 * @since 0.1
 */
public interface Crypto {

  /** {@return what signs assertions} */
  AssertionSigner assertionSigner();

  /** {@return what verifies tokens} */
  TokenVerifier tokenVerifier();

  /** {@return what reads keys and certificates} */
  KeyMaterialReader keyMaterialReader();

  /** {@return what makes keys for proofs of possession} */
  ProofKeys proofKeys();
}

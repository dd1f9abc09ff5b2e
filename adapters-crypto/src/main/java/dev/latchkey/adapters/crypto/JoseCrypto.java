package dev.latchkey.adapters.crypto;

import dev.latchkey.spi.crypto.AssertionSigner;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import dev.latchkey.spi.crypto.ProofKeys;
import dev.latchkey.spi.crypto.TokenVerifier;

/** The four parts; none has state. */
final class JoseCrypto implements Crypto {

  private final AssertionSigner assertionSigner = new JwsSigner();
  private final TokenVerifier tokenVerifier = new JwsVerifier();
  private final KeyMaterialReader keyMaterialReader = new MaterialReader();
  private final ProofKeys proofKeys = new JwkProofKeys();

  @Override
  public AssertionSigner assertionSigner() {
    return assertionSigner;
  }

  @Override
  public TokenVerifier tokenVerifier() {
    return tokenVerifier;
  }

  @Override
  public KeyMaterialReader keyMaterialReader() {
    return keyMaterialReader;
  }

  @Override
  public ProofKeys proofKeys() {
    return proofKeys;
  }
}

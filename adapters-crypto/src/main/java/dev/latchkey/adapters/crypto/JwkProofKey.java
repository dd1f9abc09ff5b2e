package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.ProofKey;

/** A key with its public part as a JWK. */
final class JwkProofKey implements ProofKey {

  private final KeyMaterial material;
  private final SigningAlgorithm algorithm;
  private final PublicJwk jwk;

  JwkProofKey(KeyMaterial material, SigningAlgorithm algorithm, PublicJwk jwk) {
    this.material = material;
    this.algorithm = algorithm;
    this.jwk = jwk;
  }

  @Override
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  @Override
  public String keyId() {
    return jwk.thumbprint();
  }

  @Override
  public String publicJwk() {
    return jwk.canonical();
  }

  @Override
  public byte[] sign(byte[] input) {
    return RawSignature.sign(material, algorithm, input);
  }

  @Override
  public String toString() {
    return "ProofKey[algorithm=" + algorithm + ", keyId=" + keyId() + "]";
  }
}

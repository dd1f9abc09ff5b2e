package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.crypto.VerifiedToken;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Verifies with the keys of the given set, whatever the token says of keys. */
final class JwsVerifier implements TokenVerifier {

  @Override
  public Optional<VerifiedToken> verify(
      Secret token, String keySet, Set<SigningAlgorithm> allowed) {
    if (allowed.isEmpty()) {
      throw new IllegalArgumentException("no algorithm is allowed; name at least one");
    }
    CompactJws jws = CompactJws.parse(token.reveal());
    SigningAlgorithm algorithm = jws.algorithm(allowed);
    List<PublicKey> candidates = KeySet.parse(keySet).candidates(jws.keyId(), algorithm);
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    for (PublicKey key : candidates) {
      if (isSignedBy(jws, algorithm, key)) {
        return Optional.of(VerifiedToken.of(algorithm, jws.header(), jws.payload()));
      }
    }
    throw new CryptoException("token signature is wrong");
  }

  private static boolean isSignedBy(CompactJws jws, SigningAlgorithm algorithm, PublicKey key) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, algorithm.name()));
    signature.setKey(key);
    try {
      signature.setCompactSerialization(jws.compact());
      return signature.verifySignature();
    } catch (JoseException e) {
      // The cause may quote the token, and is of no use to anybody but its maker.
      return false;
    }
  }
}

package dev.latchkey.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** A proof that somebody has a key: taken apart and verified with the key that it names. */
final class ProofJwt {

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

  private static final Duration SLACK = Duration.ofMinutes(5);

  private final SignedJWT token;
  private final Map<String, Object> claims;

  private ProofJwt(SignedJWT token) {
    this.token = token;
    this.claims = Json.read(token.getPayload().toString());
  }

  /** Why a proof is not taken. */
  static final class BadProof extends Exception {

    private static final long serialVersionUID = 1L;

    BadProof(String message) {
      super(message);
    }

    BadProof(String message, Throwable cause) {
      super(message, cause);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  static ProofJwt parse(String text, String type) throws BadProof {
    try {
      ProofJwt proof = new ProofJwt(SignedJWT.parse(text));
      if (!type.equals(String.valueOf(proof.token.getHeader().getType()))) {
        throw new BadProof("the proof is not of the type " + type);
      }
      if (!ALGORITHMS.contains(proof.token.getHeader().getAlgorithm())) {
        throw new BadProof("the proof has an algorithm that is not taken");
      }
      return proof;
    } catch (ParseException | IllegalArgumentException e) {
      throw new BadProof("the proof is no signed JWT", e);
    }
  }

  JWK headerKey() throws BadProof {
    JWK key = token.getHeader().getJWK();
    if (key == null) {
      throw new BadProof("the proof has no key in its header");
    }
    return key;
  }

  String headerKeyId() {
    return String.valueOf(token.getHeader().getKeyID());
  }

  void verify(JWK key) throws BadProof {
    if (key.isPrivate()) {
      throw new BadProof("the proof shows a private key");
    }
    try {
      JWSVerifier verifier =
          token.getHeader().getAlgorithm().equals(JWSAlgorithm.ES256)
              ? new ECDSAVerifier(key.toECKey())
              : new RSASSAVerifier(key.toRSAKey());
      if (!token.verify(verifier)) {
        throw new BadProof("the signature of the proof is not the key's");
      }
    } catch (JOSEException | ClassCastException e) {
      throw new BadProof("the proof cannot be verified", e);
    }
  }

  Map<String, Object> claims() {
    return claims;
  }

  String text(String name) {
    return claims.get(name) instanceof String text ? text : "";
  }

  void requireText(String name, String expected) throws BadProof {
    if (!text(name).equals(expected)) {
      throw new BadProof(
          "the proof says " + name + " '" + text(name) + "', not '" + expected + "'");
    }
  }

  void requireTime(String name, Instant now) throws BadProof {
    if (!(claims.get(name) instanceof Number seconds)) {
      throw new BadProof("the proof has no time");
    }
    Instant time = Instant.ofEpochSecond(seconds.longValue());
    if (Duration.between(time, now).abs().compareTo(SLACK) > 0) {
      throw new BadProof("the proof is not of now");
    }
  }
}

package dev.latchkey.adapters.crypto;

import java.security.PublicKey;
import java.util.TreeMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A public key as JSON (RFC 7517) and by its name (RFC 7638).
 *
 * @param canonical the required members in the order of their names
 * @param thumbprint the SHA-256 of that text
 */
record PublicJwk(String canonical, String thumbprint) {

  static PublicJwk of(PublicKey key) {
    try {
      PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key);
      // Without certificate, name and use only the required members are left.
      return new PublicJwk(
          JsonUtil.toJson(new TreeMap<>(jwk.toParams(OutputControlLevel.PUBLIC_ONLY))),
          jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
    } catch (JoseException e) {
      throw Failures.because(
          "public key of the family " + key.getAlgorithm() + " has no form as a JWK", e);
    }
  }
}

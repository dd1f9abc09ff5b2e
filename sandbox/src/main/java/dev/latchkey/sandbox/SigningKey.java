package dev.latchkey.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key that signs tokens, and what the world may know of it. */
final class SigningKey {

  private final RSAKey key;
  private final RSASSASigner signer;

  private SigningKey(RSAKey key) throws JOSEException {
    this.key = key;
    signer = new RSASSASigner(key);
  }

  /**
   * Returns the key of this Java process. Making an RSA key takes a fifth of a second or more, too
   * long to do for every test; nothing is at stake when the sandboxes of one process share one.
   */
  static SigningKey shared() {
    return Holder.KEY;
  }

  private static final class Holder {
    static final SigningKey KEY = generate();
  }

  private static SigningKey generate() {
    try {
      return new SigningKey(
          new RSAKeyGenerator(2048)
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.RS256)
              .keyIDFromThumbprint(true)
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA key could be made", e);
    }
  }

  PrivateKey privateKey() {
    try {
      return key.toPrivateKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the key cannot be had", e);
    }
  }

  PublicKey publicKey() {
    try {
      return key.toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException("the key cannot be had", e);
    }
  }

  /** Returns the key set of RFC 7517. */
  Map<String, Object> publicKeys() {
    return Map.of("keys", List.of(key.toPublicJWK().toJSONObject()));
  }

  /** Signs claims; times are in seconds, as numbers. */
  String sign(Map<String, Object> claims) {
    try {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .type(JOSEObjectType.JWT)
              .keyID(key.getKeyID())
              .build();
      SignedJWT token = new SignedJWT(header, JWTClaimsSet.parse(claims));
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException("the token could not be signed", e);
    }
  }

  /** Returns the claims of a token that this key signed, or empty if it did not. */
  Optional<Map<String, Object>> verify(String token) {
    try {
      SignedJWT signed = SignedJWT.parse(token);
      return signed.verify(new RSASSAVerifier(key))
          ? Optional.of(Json.read(signed.getPayload().toString()))
          : Optional.empty();
    } catch (JOSEException | ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

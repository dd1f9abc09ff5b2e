package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The keys of a JWK set (RFC 7517) that may verify a token. */
final class KeySet {

  // Certificates in a set (x5c) are for others; a broken one is no reason to pass a key over.
  private static final Set<String> PUBLIC_MEMBERS = Set.of("kty", "n", "e", "crv", "x", "y");

  private final List<Map<?, ?>> keys;

  private KeySet(List<Map<?, ?>> keys) {
    this.keys = keys;
  }

  static KeySet parse(String text) {
    if (text.length() > TokenVerifier.MAX_KEY_SET_LENGTH) {
      throw new CryptoException(
          "key set has more than " + TokenVerifier.MAX_KEY_SET_LENGTH + " characters");
    }
    Map<String, Object> members;
    try {
      members = JsonUtil.parseJson(text);
    } catch (JoseException e) {
      throw new CryptoException("key set is not a JSON object with distinct names");
    }
    if (!(members.get("keys") instanceof List<?> keys)) {
      throw new CryptoException("key set has no member keys");
    }
    if (keys.size() > TokenVerifier.MAX_KEYS) {
      throw new CryptoException("key set has more than " + TokenVerifier.MAX_KEYS + " keys");
    }
    List<Map<?, ?>> objects = new ArrayList<>();
    for (Object key : keys) {
      if (key instanceof Map<?, ?> object) {
        objects.add(object);
      }
    }
    return new KeySet(objects);
  }

  /** A token that names its key is verified with a key of that name only. */
  List<PublicKey> candidates(Optional<String> keyId, SigningAlgorithm algorithm) {
    List<PublicKey> found = new ArrayList<>();
    for (Map<?, ?> key : keys) {
      if ((keyId.isEmpty() || keyId.get().equals(key.get("kid"))) && mayVerify(key, algorithm)) {
        publicKey(key)
            .filter(it -> algorithm.fits(it) && KeyStrength.flaw(it).isEmpty())
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static boolean mayVerify(Map<?, ?> key, SigningAlgorithm algorithm) {
    return absentOr(key, "use", "sig")
        && absentOr(key, "alg", algorithm.name())
        && (!key.containsKey("key_ops")
            || key.get("key_ops") instanceof List<?> operations && operations.contains("verify"));
  }

  private static boolean absentOr(Map<?, ?> key, String member, String value) {
    return !key.containsKey(member) || value.equals(key.get(member));
  }

  private static Optional<PublicKey> publicKey(Map<?, ?> key) {
    Map<String, Object> members = new HashMap<>();
    for (String name : PUBLIC_MEMBERS) {
      if (key.get(name) instanceof String value) {
        members.put(name, value);
      }
    }
    try {
      return Optional.of(PublicJsonWebKey.Factory.newPublicJwk(members).getPublicKey());
    } catch (JoseException | RuntimeException e) {
      // Of another type, or broken: it does not hide the others.
      return Optional.empty();
    }
  }
}

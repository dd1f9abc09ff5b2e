package dev.latchkey.application.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.spi.crypto.ProofKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Puts proofs together: a compact JWS (RFC 7515, section 5.1) by a proof key. */
final class CompactProof {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private CompactProof() {}

  static String of(ProofKey key, JsonText header, JsonText payload) {
    String input = encoded(header.text()) + "." + encoded(payload.text());
    return input + "." + BASE64URL.encodeToString(key.sign(input.getBytes(UTF_8)));
  }

  static String encoded(String text) {
    return BASE64URL.encodeToString(text.getBytes(UTF_8));
  }

  static String digest(String text) {
    return digest(text.getBytes(UTF_8));
  }

  static String digest(byte[] bytes) {
    try {
      return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}

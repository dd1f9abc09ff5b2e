package dev.latchkey.domain.challenge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Undoes what servers do to the JSON text of claims before they put it into a header. */
final class EncodedClaims {

  private EncodedClaims() {}

  static Optional<String> decode(String value) {
    return Optional.of(value)
        .filter(EncodedClaims::looksLikeObject)
        .or(() -> fromBase64(value).filter(EncodedClaims::looksLikeObject));
  }

  private static boolean looksLikeObject(String text) {
    String trimmed = text.strip();
    return trimmed.startsWith("{") && trimmed.endsWith("}");
  }

  private static Optional<String> fromBase64(String value) {
    try {
      byte[] bytes = Base64.getDecoder().decode(value.replace('-', '+').replace('_', '/'));
      String text = new String(bytes, StandardCharsets.UTF_8);
      // What is no UTF-8 comes back changed.
      return Optional.of(text)
          .filter(it -> Arrays.equals(it.getBytes(StandardCharsets.UTF_8), bytes));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

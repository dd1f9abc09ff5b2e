package dev.latchkey.application.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets tokens apart that were got with different extra parameters: a hash over them, the same as
 * the rest of the family computes (Entra).
 */
public final class ExtendedKey {

  private ExtendedKey() {}

  /**
   * Hashes parameters.
   *
   * @param parameters values by name; empty values do not count
   * @return the hash, or null if nothing counts
   */
  public static @Nullable String of(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                append(text, name);
                append(text, value);
              }
            });
    return text.isEmpty() ? null : hash(text.toString());
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.getBytes(StandardCharsets.UTF_8).length).append(':').append(part);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(digest)
          .toLowerCase(Locale.ROOT);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}

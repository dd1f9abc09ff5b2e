package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Makes texts that nobody guesses, and fingerprints. */
final class Keys {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Keys() {}

  /** Returns 256 random bits in base64url, behind a prefix that tells what they are for. */
  static String random(String prefix) {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns letters that people can read out, without those that look alike. */
  static String readable(int length) {
    String letters = "BCDFGHJKLMNPQRSTVWXZ";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(RANDOM.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** Returns SHA-256 in base64url without padding (RFC 7636, section 4.2). */
  static String sha256(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest(text));
  }

  /** Returns the left half of SHA-256 (OpenID Connect Core, section 3.1.3.6). */
  static String leftHalf(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest(text), 16));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

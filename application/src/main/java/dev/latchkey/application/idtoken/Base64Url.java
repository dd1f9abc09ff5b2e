package dev.latchkey.application.idtoken;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Base64url without padding (RFC 7515, section 2), read strictly: one text for each value. */
final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private static final char REPLACEMENT = '\ufffd';

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** Reads bytes, or throws an IllegalArgumentException that names what they were meant to be. */
  static byte[] decode(String what, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The decoder's words quote what it stumbled over.
      throw new IllegalArgumentException(what + " is not base64url without padding");
    }
    if (!isOnlyTextOf(bytes, text)) {
      throw new IllegalArgumentException(what + " is not base64url without padding");
    }
    return bytes;
  }

  // The decoder takes padding and stray bits in the last character: other texts, same bytes. What
  // lies before the last of them is the same whenever the length is.
  private static boolean isOnlyTextOf(byte[] bytes, String text) {
    int tail = bytes.length % 3;
    int length = bytes.length / 3 * 4 + (tail == 0 ? 0 : tail + 1);
    return text.length() == length
        && text.endsWith(encode(Arrays.copyOfRange(bytes, bytes.length - tail, bytes.length)));
  }

  /** Reads UTF-8, or throws an IllegalArgumentException that names what it was meant to be. */
  static String text(String what, String encoded) {
    byte[] bytes = decode(what, encoded);
    String text = new String(bytes, StandardCharsets.UTF_8);
    // What is no UTF-8 becomes this character, and few texts have it otherwise.
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      throw new IllegalArgumentException(what + " is not UTF-8");
    }
    return text;
  }
}

package dev.latchkey.application.idtoken;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Base64url without padding (RFC 7515, section 2), read strictly: one text for each value. */
final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

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
    // The decoder takes padding and stray bits in the last character: other texts, same bytes.
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException(what + " is not base64url without padding");
    }
    return bytes;
  }

  /** Reads UTF-8, or throws an IllegalArgumentException that names what it was meant to be. */
  static String text(String what, String encoded) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decode(what, encoded)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " is not UTF-8");
    }
  }
}

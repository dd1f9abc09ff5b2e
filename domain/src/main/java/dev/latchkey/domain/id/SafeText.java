package dev.latchkey.domain.id;

import java.util.Objects;

/** The one check that every identifier passes, so that none can smuggle a header or a parameter. */
final class SafeText {

  private SafeText() {}

  static void require(String what, String value, int longest) {
    Objects.requireNonNull(value, what);
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          what + " is empty; give the one from the app registration");
    }
    if (value.length() > longest) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters; at most " + longest + " are allowed");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException(
            what + " has a blank, control or non-ASCII character at position " + i + "; remove it");
      }
    }
  }
}

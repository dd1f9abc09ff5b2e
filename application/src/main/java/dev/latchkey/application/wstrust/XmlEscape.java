package dev.latchkey.application.wstrust;

import org.jspecify.annotations.Nullable;

/** Writes characters so that an XML parser reads the same ones (XML 1.0, sections 2.2 and 2.4). */
final class XmlEscape {

  private XmlEscape() {}

  /** {@return whether XML can carry the text at all: no control characters, no half of a pair} */
  static boolean isLegal(CharSequence text) {
    return text.codePoints().allMatch(XmlEscape::isLegal);
  }

  private static boolean isLegal(int c) {
    boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !half && c != 0xFFFE && c != 0xFFFF;
  }

  /** {@return what stands for a character in text and attributes, or null if it does itself} */
  static @Nullable String of(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&apos;";
      // A parser would make a line feed of it.
      case '\r' -> "&#13;";
      default -> null;
    };
  }

  static String text(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      String entity = of(plain.charAt(i));
      if (entity == null) {
        escaped.append(plain.charAt(i));
      } else {
        escaped.append(entity);
      }
    }
    return escaped.toString();
  }
}

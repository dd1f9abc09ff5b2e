package dev.latchkey.adapters.browser;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The outer shape of encoded parameters. What they mean is read elsewhere, by the one parser of all
 * answers; here only what no server sends is kept away from it (RFC 6749, section 3.1: no parameter
 * more than once).
 */
final class Parameters {

  private Parameters() {}

  /** {@return whether all is visible ASCII, well encoded, and no name comes twice} */
  static boolean areSound(String encoded) {
    if (!encoded.chars().allMatch(it -> it > ' ' && it < 0x7f && it != '#')) {
      return false;
    }
    Set<String> names = new HashSet<>();
    for (String pair : encoded.split("&", -1)) {
      if (!isEncoded(pair)) {
        return false;
      }
      String name = pair.split("=", 2)[0];
      if (!pair.isEmpty() && !names.add(URLDecoder.decode(name, StandardCharsets.UTF_8))) {
        return false;
      }
    }
    return true;
  }

  // The decoder of the JDK takes "%+1" and "%-1" for numbers.
  private static boolean isEncoded(String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      if (at + 2 >= text.length() || !isHex(text.charAt(at + 1)) || !isHex(text.charAt(at + 2))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }
}

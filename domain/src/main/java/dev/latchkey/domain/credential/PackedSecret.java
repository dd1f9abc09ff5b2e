package dev.latchkey.domain.credential;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A secret of base64url's characters, six bits for each, whatever it was made from. Dots lie beside
 * with their positions, and up to three characters at the end, which fill no bytes, as they are.
 */
final class PackedSecret extends Secret {

  // Of less there is nothing to save.
  private static final int SHORTEST = 64;

  // A position has two bytes.
  private static final int LONGEST = 0xffff;
  private static final int MOST_DOTS = 8;

  // Three for four characters, then what does not fill them, then two for the position of each dot,
  // then how many there are of either.
  private final byte[] bytes;

  private PackedSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs a text; null if it is too short or too long or has other characters. */
  static @Nullable PackedSecret packing(String text) {
    int[] dots = dotsOf(text);
    if (text.length() < SHORTEST || text.length() > LONGEST || dots.length > MOST_DOTS) {
      return null;
    }
    byte[] letters = lettersOf(text, dots.length);
    int count = text.length() - dots.length;
    int rest = count % 4;
    int whole = count - rest;
    byte[] bytes = new byte[whole / 4 * 3 + rest + 2 * dots.length + 2];
    int at = whole / 4 * 3;
    if (!areLetters(letters, whole, count) || !isDecoded(letters, whole, bytes)) {
      return null;
    }
    for (int i = whole; i < count; i++) {
      bytes[at++] = letters[i];
    }
    for (int dot : dots) {
      bytes[at++] = (byte) (dot >> 8);
      bytes[at++] = (byte) dot;
    }
    bytes[at++] = (byte) rest;
    bytes[at] = (byte) dots.length;
    return new PackedSecret(bytes);
  }

  private static int[] dotsOf(String text) {
    int[] dots = new int[MOST_DOTS + 1];
    int count = 0;
    for (int at = text.indexOf('.');
        at >= 0 && count < dots.length;
        at = text.indexOf('.', at + 1)) {
      dots[count++] = at;
    }
    return Arrays.copyOf(dots, count);
  }

  // At the beginning, without dots. What is no Latin letter at all becomes a question mark, which
  // is no letter here either.
  private static byte[] lettersOf(String text, int dots) {
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    int taken = dots == 0 ? letters.length : 0;
    for (int i = taken; i < letters.length; i++) {
      if (letters[i] != '.') {
        letters[taken++] = letters[i];
      }
    }
    return letters;
  }

  // The decoder sees to it that they are letters, but for padding, which it takes.
  private static boolean isDecoded(byte[] letters, int count, byte[] into) {
    byte[] some = count == letters.length ? letters : Arrays.copyOf(letters, count);
    try {
      return Base64.getUrlDecoder().decode(some, into) == count / 4 * 3;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean areLetters(byte[] some, int from, int end) {
    for (int i = from; i < end; i++) {
      char c = (char) some[i];
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!isLetter && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private int dots() {
    return bytes[bytes.length - 1];
  }

  private int rest() {
    return bytes[bytes.length - 2];
  }

  /** {@return how many bytes have six bits for each character} */
  private int full() {
    return bytes.length - 2 - 2 * dots() - rest();
  }

  private int positionOf(int dot) {
    int at = full() + rest() + 2 * dot;
    return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
  }

  @Override
  public String reveal() {
    byte[] text = new byte[length()];
    int end = Base64.getUrlEncoder().encode(Arrays.copyOf(bytes, full()), text);
    for (int i = full(); i < full() + rest(); i++) {
      text[end++] = bytes[i];
    }
    // From the last on, each letter moves behind the dots that come before it.
    int dot = dots();
    for (int to = text.length - 1; dot > 0; to--) {
      if (to == positionOf(dot - 1)) {
        text[to] = '.';
        dot--;
      } else {
        text[to] = text[to - dot];
      }
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Secret packed() {
    return this;
  }

  @Override
  public int length() {
    return full() / 3 * 4 + rest() + dots();
  }
}

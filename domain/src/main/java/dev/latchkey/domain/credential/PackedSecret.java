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
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return null;
    }
    byte[] letters = new byte[text.length()];
    int[] dots = new int[MOST_DOTS];
    int letterCount = 0;
    int dotCount = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && dotCount < MOST_DOTS) {
        dots[dotCount++] = i;
      } else if (isLetter(c)) {
        letters[letterCount++] = (byte) c;
      } else {
        return null;
      }
    }
    int rest = letterCount % 4;
    byte[] packed = Base64.getUrlDecoder().decode(Arrays.copyOf(letters, letterCount - rest));
    byte[] bytes = Arrays.copyOf(packed, packed.length + rest + 2 * dotCount + 2);
    int at = packed.length;
    for (int i = letterCount - rest; i < letterCount; i++) {
      bytes[at++] = letters[i];
    }
    for (int i = 0; i < dotCount; i++) {
      bytes[at++] = (byte) (dots[i] >> 8);
      bytes[at++] = (byte) dots[i];
    }
    bytes[at++] = (byte) rest;
    bytes[at] = (byte) dotCount;
    return new PackedSecret(bytes);
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
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
    byte[] letters = Base64.getUrlEncoder().encode(Arrays.copyOf(bytes, full()));
    byte[] text = new byte[length()];
    int taken = 0;
    int dot = 0;
    int nextDot = dots() == 0 ? -1 : positionOf(0);
    for (int i = 0; i < text.length; i++) {
      if (i == nextDot) {
        text[i] = '.';
        dot++;
        nextDot = dot < dots() ? positionOf(dot) : -1;
      } else {
        text[i] = taken < letters.length ? letters[taken] : bytes[full() + taken - letters.length];
        taken++;
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

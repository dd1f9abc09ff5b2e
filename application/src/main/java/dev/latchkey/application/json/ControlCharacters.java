package dev.latchkey.application.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for characters that JSON forbids in texts, eight at a time. */
final class ControlCharacters {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long BLANKS = 0x2020_2020_2020_2020L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int CHUNK = 8_192;

  private ControlCharacters() {}

  /**
   * {@return whether a text has none below the blank; with others than Latin letters it may say no
   * all the same}
   */
  static boolean areAbsentFrom(String text) {
    byte[] chunk = new byte[Math.min(CHUNK, (text.length() + 7) & -8)];
    for (int from = 0; from < text.length(); from += chunk.length) {
      int length = Math.min(chunk.length, text.length() - from);
      lowBytes(text, from, from + length, chunk);
      long found = 0;
      for (int i = 0; i + 8 <= length; i += 8) {
        long eight = (long) LONGS.get(chunk, i);
        found |= (eight - BLANKS) & ~eight;
      }
      for (int i = length & -8; i < length; i++) {
        found |= chunk[i] >= 0 && chunk[i] < ' ' ? -1 : 0;
      }
      if ((found & HIGH_BITS) != 0) {
        return false;
      }
    }
    return true;
  }

  // Copies without an object in between. What it drops, the high bytes, only accuses the harmless.
  @SuppressWarnings("deprecation")
  private static void lowBytes(String text, int from, int to, byte[] into) {
    text.getBytes(from, to, into, 0);
  }
}

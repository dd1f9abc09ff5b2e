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
  private static final int CHUNK = 1_024;

  private ControlCharacters() {}

  /**
   * {@return whether a text has none below the blank; with others than Latin letters it may say no
   * all the same}
   */
  static boolean areAbsentFrom(String text) {
    byte[] chunk = new byte[Math.min(CHUNK, text.length())];
    for (int from = 0; from < text.length(); from += chunk.length) {
      int length = Math.min(chunk.length, text.length() - from);
      lowBytes(text, from, from + length, chunk);
      long found = 0;
      int i = 0;
      for (; i < length - 31; i += 32) {
        found |=
            below(chunk, i) | below(chunk, i + 8) | below(chunk, i + 16) | below(chunk, i + 24);
      }
      for (; i < length; i++) {
        found |= chunk[i] >= 0 && chunk[i] < ' ' ? -1 : 0;
      }
      if ((found & HIGH_BITS) != 0) {
        return false;
      }
    }
    return true;
  }

  // The highest bit of one byte at least if there is one below the blank among them.
  private static long below(byte[] chunk, int at) {
    long eight = (long) LONGS.get(chunk, at);
    return (eight - BLANKS) & ~eight;
  }

  // Copies without an object in between. What it drops, the high bytes, only accuses the harmless.
  @SuppressWarnings("deprecation")
  private static void lowBytes(String text, int from, int to, byte[] into) {
    text.getBytes(from, to, into, 0);
  }
}

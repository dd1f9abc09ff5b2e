package dev.latchkey.application.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks ahead of a reader for what may not stand in a text in quotes as it is, control characters
 * and backslashes, so that the reader need not look at each character. For one thread.
 */
final class PlainRun {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long BLANKS = ONES * ' ';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  // Still in the processor's own memory when the reader comes there.
  private static final int AHEAD = 8_192;

  private final String text;

  // The lower halves of characters, with blanks behind the end. What is looked for has no upper
  // half, so it is never missed; other alphabets may look like it.
  private final byte[] part;
  private int end;

  // From here to the end there is nothing of the kind.
  private int start;

  /**
   * Begins at the start of a text.
   *
   * @param text the text
   */
  PlainRun(String text) {
    this.text = text;
    this.part = new byte[(Math.min(AHEAD, text.length()) + 7) / 8 * 8];
  }

  /**
   * Tells whether a part of the text has nothing of the kind. With others than Latin letters, or
   * near to such a character, it may say no all the same.
   *
   * @param from where it begins
   * @param to where it ends
   * @return whether it can be taken as it is
   */
  boolean covers(int from, int to) {
    while (end < to) {
      int begin = end;
      end = Math.min(begin + part.length, text.length());
      take(begin);
      if (!isPlain(part, part.length)) {
        start = end;
      }
    }
    return start <= from;
  }

  @SuppressWarnings("deprecation") // for whom upper halves count
  private void take(int begin) {
    text.getBytes(begin, end, part, 0);
    Arrays.fill(part, end - begin, part.length, (byte) ' ');
  }

  // So many, a multiple of eight.
  private static boolean isPlain(byte[] bytes, int length) {
    long found = 0;
    for (int i = 0; i < length; i += 8) {
      long eight = (long) LONGS.get(bytes, i);
      long apart = eight ^ BACKSLASHES;
      found |= (eight - BLANKS) & ~eight | (apart - ONES) & ~apart;
    }
    return (found & HIGH_BITS) == 0;
  }

  /** {@return whether a text has nothing of the kind; for one that need not be read in parts} */
  static boolean isPlain(String text) {
    // What is no Latin letter becomes a question mark, and is as plain.
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int whole = bytes.length / 8 * 8;
    for (int i = whole; i < bytes.length; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == '\\') {
        return false;
      }
    }
    return isPlain(bytes, whole);
  }
}

package dev.latchkey.application.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final int AHEAD = 1_024;

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
      if (!isPlain()) {
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

  private boolean isPlain() {
    long found = 0;
    for (int i = 0; i < part.length; i += 8) {
      long eight = (long) LONGS.get(part, i);
      long apart = eight ^ BACKSLASHES;
      found |= (eight - BLANKS) & ~eight | (apart - ONES) & ~apart;
    }
    return (found & HIGH_BITS) == 0;
  }
}

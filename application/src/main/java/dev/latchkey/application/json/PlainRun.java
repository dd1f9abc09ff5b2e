package dev.latchkey.application.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks ahead of a reader for what may not stand in a text in quotes as it is, control characters
 * and backslashes, so that the reader need not look at each character. What it looks at last is
 * compared in one go, too. For one thread.
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

  // A part of the text, with blanks behind its end, if all of its characters are Latin.
  private final CharsetEncoder latin = StandardCharsets.ISO_8859_1.newEncoder();
  private final CharBuffer characters;
  private final byte[] part;
  private int begin;
  private int end;
  private boolean isLatin;

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
    this.characters = CharBuffer.allocate(part.length);
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
      begin = end;
      end = Math.min(begin + part.length, text.length());
      take();
      if (!isLatin || !isPlain()) {
        start = end;
      }
    }
    return start <= from;
  }

  private void take() {
    int length = end - begin;
    text.getChars(begin, end, characters.array(), 0);
    characters.position(0).limit(length);
    // Half a surrogate pair at the end is no error yet, and stays where it is.
    boolean isError = latin.encode(characters, ByteBuffer.wrap(part), false).isError();
    isLatin = !isError && !characters.hasRemaining();
    Arrays.fill(part, length, part.length, (byte) ' ');
  }

  private boolean isPlain() {
    return isPlain(part, part.length);
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

  /** {@return the bytes of a piece for {@link #has}; none if it has others than Latin letters} */
  static byte[] latin(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.ISO_8859_1).equals(piece) ? bytes : new byte[0];
  }

  /**
   * Tells whether a piece stands in the text.
   *
   * @param piece the piece
   * @param bytes what {@link #latin} made of it
   * @param at where
   * @return whether it does
   */
  boolean has(String piece, byte[] bytes, int at) {
    int from = at - begin;
    int to = from + piece.length();
    return isLatin && from >= 0 && to <= end - begin && bytes.length == piece.length()
        ? Arrays.equals(part, from, to, bytes, 0, bytes.length)
        : text.startsWith(piece, at);
  }
}

package dev.latchkey.application.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of long texts, eight characters in one go. For one thread. */
final class NameHash {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PART = 256;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final byte[] part = new byte[PART];

  /** {@return the hash of a text} */
  int of(String text) {
    long hash = text.length();
    for (int from = 0; from < text.length(); from += PART) {
      int length = lowBytes(text, from, Math.min(from + PART, text.length()));
      for (int i = 0; i < length; i += 8) {
        hash = (Long.rotateLeft(hash, 23) ^ (long) LONGS.get(part, i)) * SPREAD;
      }
    }
    return (int) (hash ^ hash >>> 32);
  }

  // Copies without an object in between. Texts that differ in high bytes alone have one hash.
  @SuppressWarnings("deprecation")
  private int lowBytes(String text, int from, int to) {
    int length = to - from;
    text.getBytes(from, to, part, 0);
    for (int i = length; i % 8 != 0; i++) {
      part[i] = 0;
    }
    return length;
  }
}

package dev.latchkey.domain.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a GUID: sooner compared than its text, and in a quarter of the room.
 *
 * @param high the first sixteen digits
 * @param low the others
 */
record Guid(long high, long low) {

  static final int LENGTH = 36;

  /** Reads a GUID that is written with lower-case letters; null if there is none. */
  static @Nullable Guid at(int start, String text) {
    if (text.length() < start + LENGTH) {
      return null;
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(start + i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return null;
        }
        continue;
      }
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        return null;
      }
      if (i < 18) {
        high = high << 4 | digit;
      } else {
        low = low << 4 | digit;
      }
    }
    return new Guid(high, low);
  }

  /** {@return the GUID as it is written} */
  @Override
  public String toString() {
    return new UUID(high, low).toString();
  }
}

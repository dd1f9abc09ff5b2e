package dev.latchkey.spi.system;

import java.time.Duration;
import java.util.UUID;

/**
 * Randomness. Safe for concurrent use; fit for secrets.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RandomSource {

  /**
   * Gives random bytes.
   *
   * @param count how many
   * @return a new array
   */
  byte[] bytes(int count);

  /** {@return a random UUID (RFC 9562, version 4)} */
  default UUID uuid() {
    byte[] raw = bytes(16);
    raw[6] = (byte) (raw[6] & 0x0f | 0x40);
    raw[8] = (byte) (raw[8] & 0x3f | 0x80);
    long most = 0;
    long least = 0;
    for (int i = 0; i < 8; i++) {
      most = most << 8 | raw[i] & 0xff;
      least = least << 8 | raw[i + 8] & 0xff;
    }
    return new UUID(most, least);
  }

  /**
   * Gives a random part of a time.
   *
   * @param bound the longest
   * @return a time from zero to the bound, evenly spread
   */
  default Duration upTo(Duration bound) {
    byte[] raw = bytes(4);
    long value =
        (raw[0] & 0xffL) << 24 | (raw[1] & 0xff) << 16 | (raw[2] & 0xff) << 8 | raw[3] & 0xff;
    return Duration.ofNanos((long) (bound.toNanos() * (value / 4_294_967_295.0)));
  }

  /** {@return the machine's secure source} */
  static RandomSource system() {
    return new SystemRandom();
  }
}

package dev.latchkey.spi.system;

import java.security.SecureRandom;

/** The machine's secure source. */
final class SystemRandom implements RandomSource {

  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] bytes(int count) {
    byte[] raw = new byte[count];
    random.nextBytes(raw);
    return raw;
  }
}

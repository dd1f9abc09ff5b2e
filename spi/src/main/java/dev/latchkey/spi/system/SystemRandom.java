package dev.latchkey.spi.system;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** The machine's secure source. */
final class SystemRandom implements RandomSource {

  // Made when it is first needed, since it brings up the providers of security; one too many does
  // no harm.
  private volatile @Nullable SecureRandom random;

  @Override
  public byte[] bytes(int count) {
    byte[] raw = new byte[count];
    source().nextBytes(raw);
    return raw;
  }

  private SecureRandom source() {
    SecureRandom known = random;
    if (known == null) {
      known = new SecureRandom();
      random = known;
    }
    return known;
  }
}

package dev.latchkey.domain.violation;

import dev.latchkey.spi.violation.Port;

/** The domain looks outwards. */
public interface KnowsItsPort {
  Port port();
}

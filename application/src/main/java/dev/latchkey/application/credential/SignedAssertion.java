package dev.latchkey.application.credential;

import dev.latchkey.domain.credential.Secret;
import java.time.Instant;

/**
 * An assertion and when it may be used. By the wall clock, since that is what its reader goes by.
 *
 * @param text the assertion
 * @param from when it was signed
 * @param until shortly before its end
 */
record SignedAssertion(Secret text, Instant from, Instant until) {

  boolean isUsableAt(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}

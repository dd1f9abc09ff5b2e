package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.FailureDetails;

/** Builds the one exception of this room. */
final class Failures {

  private Failures() {}

  /** Causes come from key handling only: those of token parsers may quote the token. */
  static CryptoException because(String message, Throwable cause) {
    return new CryptoException(message, FailureDetails.none(), cause);
  }
}

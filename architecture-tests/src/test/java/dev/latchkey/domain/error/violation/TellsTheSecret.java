package dev.latchkey.domain.error.violation;

import dev.latchkey.domain.credential.Secret;

/** An exception of no family, with a secret in it. */
public final class TellsTheSecret extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Secret secret;

  TellsTheSecret(Secret secret) {
    this.secret = secret;
  }

  Secret secret() {
    return secret;
  }
}

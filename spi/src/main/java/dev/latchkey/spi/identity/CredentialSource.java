package dev.latchkey.spi.identity;

import dev.latchkey.domain.credential.ClientCredential;

/**
 * Gives the credential anew for each token request, such as a secret or a certificate that a vault
 * rotates. Implemented by applications; must be safe for concurrent use and quick, since the
 * request waits for it. What it throws reaches the caller of the acquiring operation unchanged.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CredentialSource {

  /** {@return the credential for the next token request} */
  ClientCredential credential();
}

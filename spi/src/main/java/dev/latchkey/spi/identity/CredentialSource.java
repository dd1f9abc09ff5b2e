package dev.latchkey.spi.identity;

import dev.latchkey.domain.credential.ClientCredential;

/**
 * Gives the client's credential anew for each token request, so that a secret can be rotated
 * without building the client again. Safe for concurrent use; it may block, for instance to ask a
 * vault. What it throws reaches the caller of the acquiring operation unchanged.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface CredentialSource {

  /**
   * Gives the credential.
   *
   * @return the one to use for the request at hand
   */
  ClientCredential credential();
}

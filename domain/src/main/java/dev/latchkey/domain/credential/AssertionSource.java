package dev.latchkey.domain.credential;

/**
 * Makes or obtains client assertions (RFC 7523): a federated token, a token signed by a remote
 * service. Implemented by applications; must be safe for concurrent use. What it throws reaches the
 * caller of the acquiring operation unchanged.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AssertionSource {

  /**
   * Gives the assertion for one token request.
   *
   * @param context what the assertion is for
   * @return a signed JWT in compact form
   */
  Secret assertion(AssertionContext context);
}

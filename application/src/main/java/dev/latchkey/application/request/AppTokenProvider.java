package dev.latchkey.application.request;

/**
 * The application's own source of tokens, in place of the token endpoint; the client caches, shares
 * and refreshes what it gives. Safe for concurrent use. What it throws reaches the caller
 * unchanged.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AppTokenProvider {

  /**
   * Gets a token.
   *
   * @param context what is asked for
   * @return the token
   */
  AppToken token(AppTokenContext context);
}

package dev.latchkey.domain.token;

/**
 * How an authority compares scopes.
 *
 * @since 0.1
 */
public enum ScopeMatching {
  /** Letter case does not matter (Entra kinds). */
  IGNORE_CASE,
  /** Letter case matters (RFC 6749, section 3.3). */
  EXACT
}

package dev.latchkey.domain.token;

/**
 * What time has done to a token.
 *
 * @since 0.1
 */
public enum Freshness {
  /** Use it. */
  FRESH,
  /** Use it, and refresh it. */
  STALE,
  /** Do not use it. */
  EXPIRED
}

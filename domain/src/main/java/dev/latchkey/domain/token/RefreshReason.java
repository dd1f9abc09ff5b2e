package dev.latchkey.domain.token;

/**
 * Why the cache alone did not answer.
 *
 * @since 0.1
 */
public enum RefreshReason {
  /** It did, or the flow does not ask it. */
  NOT_APPLICABLE,
  /** The caller asked for a new token, or gave claims. */
  FORCED,
  /** It had no matching token. */
  NO_TOKEN,
  /** Its token was at its end. */
  EXPIRED,
  /** Its token was due for refresh before its end. */
  PROACTIVE
}

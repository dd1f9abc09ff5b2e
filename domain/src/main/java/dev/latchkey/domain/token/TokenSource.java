package dev.latchkey.domain.token;

/**
 * Where a result came from.
 *
 * @since 0.1
 */
public enum TokenSource {
  /** The token cache; nothing was sent. */
  CACHE,
  /** A token request of this call, or of one that this call waited for. */
  IDENTITY_PROVIDER,
  /** The application's own token provider. */
  APPLICATION,
  /** The identity broker. */
  BROKER
}

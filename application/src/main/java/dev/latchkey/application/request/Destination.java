package dev.latchkey.application.request;

/**
 * Whom a request is for; each has a retry policy of its own.
 *
 * @since 0.1
 */
public enum Destination {
  /** Endpoints of an authority that something is posted to: token, device code, WS-Trust. */
  TOKEN_SERVICE,
  /** Documents that tell about an authority: metadata, instances, keys, user realms. */
  DISCOVERY,
  /** The machine's own metadata service (Azure IMDS), which is slow while a host is updated. */
  IMDS,
  /** The other sources of managed identities. */
  MANAGED_IDENTITY
}

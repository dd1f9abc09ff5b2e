package dev.latchkey.sandbox;

/**
 * What an address of the sandbox is for. Faults and recorded requests are told apart by it.
 *
 * @since 0.1
 */
public enum EndpointKind {
  /** The token endpoint of a tenant or realm. */
  TOKEN,
  /** The OpenID Connect discovery document of a tenant or realm. */
  METADATA,
  /** The instance discovery of the Entra shape, {@code /common/discovery/instance}. */
  INSTANCE_DISCOVERY,
  /** What an Azure machine tells of itself, {@code /metadata/instance/compute}. */
  MACHINE_METADATA,
  /** The public signing keys of a tenant or realm. */
  JWKS,
  /** Where people sign in for an application: the authorization endpoint of a tenant or realm. */
  AUTHORIZATION,
  /** Who checks the password of a user: {@code /common/userrealm} of the Entra shape. */
  USER_REALM,
  /** The description of the federation server, {@code /adfs/services/trust/mex}. */
  FEDERATION_METADATA,
  /** Where the federation server takes names and passwords. */
  WS_TRUST,
  /** Where a device asks for a code to show (RFC 8628). */
  DEVICE_AUTHORIZATION,
  /** Where people type the code that a device shows, {@code /device}. */
  DEVICE_PAGE,
  /** Where people sign out. */
  END_SESSION,
  /** Where refresh tokens are taken back, in a realm (RFC 7009). */
  REVOCATION,
  /** Where authorization requests are sent ahead, in a realm (RFC 9126). */
  PUSHED_AUTHORIZATION,
  /** The protected resource, {@code /resource}. */
  RESOURCE,
  /** What Azure Cloud Shell asks for tokens of the person who uses it, over plain HTTP. */
  CLOUD_SHELL,
  /** The landing page, and every address that the sandbox does not serve. */
  OTHER,
  /** Every kind: meant for selecting; no request is of this kind. */
  ANY;

  /**
   * Tells whether a request of the given kind is selected by this one.
   *
   * @param kind of the request
   * @return true if this is the same kind or {@link #ANY}
   */
  public boolean selects(EndpointKind kind) {
    return this == ANY || this == kind;
  }
}

package dev.latchkey.spi.broker;

/**
 * How a broker classes its refusals.
 *
 * @since 0.1
 */
public enum BrokerStatus {
  /** Something that the broker did not expect, or that the adapter does not know. */
  UNEXPECTED,
  /** A person has to sign in, consent or satisfy a policy. */
  INTERACTION_REQUIRED,
  /** There is no network. */
  NO_NETWORK,
  /** The network fails for the moment. */
  NETWORK_UNAVAILABLE,
  /** The service fails for the moment. */
  SERVER_UNAVAILABLE,
  /** The request is not one that the broker takes. */
  API_CONTRACT_VIOLATION,
  /** The person closed the window. */
  USER_CANCELLED,
  /** The application gave up. */
  APPLICATION_CANCELLED,
  /** The application is not registered as it should be, such as without the redirect URI. */
  INCORRECT_CONFIGURATION,
  /** The authority is not one that the broker trusts. */
  AUTHORITY_UNTRUSTED,
  /** Another person signed in than was asked for. */
  USER_SWITCHED,
  /** The account cannot be used; a sign-in with another one may help. */
  ACCOUNT_UNUSABLE,
  /** Policy wants the person's data removed from the application. */
  USER_DATA_REMOVAL_REQUIRED
}

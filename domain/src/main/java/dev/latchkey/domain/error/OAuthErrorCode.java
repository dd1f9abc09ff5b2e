package dev.latchkey.domain.error;

import java.util.Objects;

/**
 * An error code as servers send it (RFC 6749, section 5.2, and its extensions). Servers invent
 * codes, so this is no enum.
 *
 * @param value the code, verbatim
 * @since 0.1
 */
public record OAuthErrorCode(String value) {

  /** The request lacks a parameter or is otherwise malformed (RFC 6749). */
  public static final OAuthErrorCode INVALID_REQUEST = new OAuthErrorCode("invalid_request");

  /** Client authentication failed (RFC 6749). */
  public static final OAuthErrorCode INVALID_CLIENT = new OAuthErrorCode("invalid_client");

  /** The code, refresh token or assertion is not accepted any more (RFC 6749). */
  public static final OAuthErrorCode INVALID_GRANT = new OAuthErrorCode("invalid_grant");

  /** The client may not use this grant (RFC 6749). */
  public static final OAuthErrorCode UNAUTHORIZED_CLIENT =
      new OAuthErrorCode("unauthorized_client");

  /** The server does not know the grant (RFC 6749). */
  public static final OAuthErrorCode UNSUPPORTED_GRANT_TYPE =
      new OAuthErrorCode("unsupported_grant_type");

  /** A scope is unknown or not allowed (RFC 6749). */
  public static final OAuthErrorCode INVALID_SCOPE = new OAuthErrorCode("invalid_scope");

  /** A person has to take part (OpenID Connect Core, section 3.1.2.6). */
  public static final OAuthErrorCode INTERACTION_REQUIRED =
      new OAuthErrorCode("interaction_required");

  /** A person has to sign in (OpenID Connect Core, section 3.1.2.6). */
  public static final OAuthErrorCode LOGIN_REQUIRED = new OAuthErrorCode("login_required");

  /** A person has to consent (OpenID Connect Core, section 3.1.2.6). */
  public static final OAuthErrorCode CONSENT_REQUIRED = new OAuthErrorCode("consent_required");

  /** A person has to choose an account (OpenID Connect Core, section 3.1.2.6). */
  public static final OAuthErrorCode ACCOUNT_SELECTION_REQUIRED =
      new OAuthErrorCode("account_selection_required");

  /** The server is overloaded or under maintenance (RFC 6749). */
  public static final OAuthErrorCode TEMPORARILY_UNAVAILABLE =
      new OAuthErrorCode("temporarily_unavailable");

  /** The server failed (RFC 6749). */
  public static final OAuthErrorCode SERVER_ERROR = new OAuthErrorCode("server_error");

  /** Nobody has entered the device code yet (RFC 8628). */
  public static final OAuthErrorCode AUTHORIZATION_PENDING =
      new OAuthErrorCode("authorization_pending");

  /** The device asked too often (RFC 8628). */
  public static final OAuthErrorCode SLOW_DOWN = new OAuthErrorCode("slow_down");

  /** The person declined (RFC 8628). */
  public static final OAuthErrorCode ACCESS_DENIED = new OAuthErrorCode("access_denied");

  /** The device code is too old (RFC 8628). */
  public static final OAuthErrorCode EXPIRED_TOKEN = new OAuthErrorCode("expired_token");

  /** A proof of possession is missing or wrong (RFC 9449). */
  public static final OAuthErrorCode INVALID_DPOP_PROOF = new OAuthErrorCode("invalid_dpop_proof");

  /** A proof of possession is to have the nonce that comes with the answer (RFC 9449). */
  public static final OAuthErrorCode USE_DPOP_NONCE = new OAuthErrorCode("use_dpop_nonce");

  /** The person declined to sign in on another device (Entra). */
  public static final OAuthErrorCode AUTHORIZATION_DECLINED =
      new OAuthErrorCode("authorization_declined");

  /** The device code is none that was given out (Entra). */
  public static final OAuthErrorCode BAD_VERIFICATION_CODE =
      new OAuthErrorCode("bad_verification_code");

  /**
   * Checks that the code is there.
   *
   * @param value the code, verbatim
   */
  public OAuthErrorCode {
    Objects.requireNonNull(value, "error code");
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the codes are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof OAuthErrorCode that && value.equals(that.value);
  }

  /** {@return a hash of the code} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return the code} */
  @Override
  public String toString() {
    return value;
  }
}

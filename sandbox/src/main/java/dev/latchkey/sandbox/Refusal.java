package dev.latchkey.sandbox;

import java.util.Optional;

/** Why a token request is refused, before it is put in the words of one dialect. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  /** The reasons, with what both dialects say. */
  enum Reason {
    UNKNOWN_TENANT(400, 400, "invalid_request", "invalid_request", 90002),
    PARAMETER_MISSING(400, 400, "invalid_request", "invalid_request", 900144),
    PARAMETER_REPEATED(400, 400, "invalid_request", "invalid_request", 9000411),
    UNSUPPORTED_GRANT(400, 400, "unsupported_grant_type", "unsupported_grant_type", 70003),
    // RFC 6749 knows no code for an unknown client but that of a failed authentication.
    UNKNOWN_CLIENT(400, 401, "unauthorized_client", "invalid_client", 700016),
    CREDENTIAL_MISSING(401, 401, "invalid_client", "invalid_client", 7000218),
    WRONG_SECRET(401, 401, "invalid_client", "invalid_client", 7000215),
    WRONG_ASSERTION(401, 401, "invalid_client", "invalid_client", 700027),
    MALFORMED_ASSERTION(401, 401, "invalid_client", "invalid_client", 50027),
    ALGORITHM_NOT_ALLOWED(401, 401, "invalid_client", "invalid_client", 5002738),
    ASSERTION_SUBJECT(401, 401, "invalid_client", "invalid_client", 700021),
    ASSERTION_AUDIENCE(401, 401, "invalid_client", "invalid_client", 700023),
    ASSERTION_TIME(401, 401, "invalid_client", "invalid_client", 700024),
    // Entra has no number for it, since it minds no reuse; this is that of an invalid JWT.
    ASSERTION_REUSED(401, 401, "invalid_client", "invalid_client", 50027),
    FEDERATED_ISSUER(401, 401, "invalid_client", "invalid_client", 700211),
    FEDERATED_AUDIENCE(401, 401, "invalid_client", "invalid_client", 700212),
    FEDERATED_SUBJECT(401, 401, "invalid_client", "invalid_client", 700213),
    // No number of Entra's: there the certificate of the connection is no proof by itself.
    WRONG_CERTIFICATE(401, 401, "invalid_client", "invalid_client", 7000218),
    METHOD_NOT_ALLOWED(401, 401, "invalid_client", "invalid_client", 7000218),
    SEVERAL_METHODS(400, 400, "invalid_request", "invalid_request", 9002013),
    SAML_MALFORMED(400, 400, "invalid_grant", "invalid_grant", 50008),
    SAML_SIGNATURE(400, 400, "invalid_grant", "invalid_grant", 50006),
    SAML_AUDIENCE(400, 400, "invalid_grant", "invalid_grant", 50010),
    SAML_TIME(400, 400, "invalid_grant", "invalid_grant", 500133),
    BAD_SCOPE(400, 400, "invalid_scope", "invalid_scope", 70011),
    BAD_CLAIMS(400, 400, "invalid_request", "invalid_request", 9000410),
    SECRET_OF_PUBLIC_CLIENT(401, 401, "invalid_client", "invalid_client", 700025),
    BAD_REQUEST(400, 400, "invalid_request", "invalid_request", 9000410),
    BAD_REDIRECT_URI(400, 400, "invalid_request", "invalid_request", 50011),
    RESPONSE_TYPE(400, 400, "unsupported_response_type", "unsupported_response_type", 70005),
    DECLINED(400, 400, "access_denied", "access_denied", 65004),
    LOGIN_REQUIRED(400, 400, "login_required", "login_required", 50058),
    SEVERAL_ACCOUNTS(400, 400, "interaction_required", "account_selection_required", 16000),
    CONSENT_REQUIRED(400, 400, "invalid_grant", "consent_required", 65001, "consent_required"),
    POLICY(400, 400, "interaction_required", "interaction_required", 50076),
    SECOND_FACTOR(400, 400, "invalid_grant", "invalid_grant", 50076, "basic_action"),
    WRONG_PASSWORD(400, 401, "invalid_grant", "invalid_grant", 50126),
    UNKNOWN_USER(400, 401, "invalid_grant", "invalid_grant", 50034),
    DISABLED_USER(400, 400, "invalid_grant", "invalid_grant", 50057),
    // An account that the tenant does not know.
    NOT_IN_TENANT(400, 400, "invalid_grant", "invalid_grant", 50020),
    NO_SHARED_TENANT(400, 400, "invalid_request", "invalid_request", 9001023),
    BAD_CODE(400, 400, "invalid_grant", "invalid_grant", 9002313),
    USED_CODE(400, 400, "invalid_grant", "invalid_grant", 54005),
    EXPIRED_CODE(400, 400, "invalid_grant", "invalid_grant", 70008),
    OTHER_REDIRECT_URI(401, 400, "invalid_client", "invalid_grant", 500112),
    WRONG_VERIFIER(400, 400, "invalid_grant", "invalid_grant", 501481),
    BAD_TOKEN(400, 400, "invalid_grant", "invalid_grant", 70000, "bad_token"),
    OTHER_CLIENT(400, 400, "invalid_grant", "invalid_grant", 70000, "client_mismatch"),
    EXPIRED_TOKEN(400, 400, "invalid_grant", "invalid_grant", 700082, "token_expired"),
    REVOKED_TOKEN(400, 400, "invalid_grant", "invalid_grant", 50173, "bad_token"),
    SEVERAL_RESOURCES(400, 400, "invalid_request", "invalid_request", 28000),
    PENDING(400, 400, "authorization_pending", "authorization_pending", 70016),
    // RFC 9449, sections 5 and 8; Entra has no such thing.
    DPOP_PROOF(400, 400, "invalid_request", "invalid_dpop_proof", 9000410),
    // Good, and of another key than that of what it goes along with.
    OTHER_KEY(400, 400, "invalid_grant", "invalid_grant", 70000),
    DPOP_NONCE(400, 400, "invalid_request", "use_dpop_nonce", 9000410),
    SLOW_DOWN(400, 400, "slow_down", "slow_down", 70016),
    DEVICE_DECLINED(400, 400, "authorization_declined", "access_denied", 70017),
    DEVICE_EXPIRED(400, 400, "expired_token", "expired_token", 70019),
    DEVICE_UNKNOWN(400, 400, "bad_verification_code", "invalid_grant", 70018),
    NO_USER(400, 400, "invalid_grant", "invalid_grant", 7000114),
    BAD_ASSERTION(400, 400, "invalid_grant", "invalid_request", 50013),
    EXPIRED_ASSERTION(400, 400, "invalid_grant", "invalid_request", 500133),
    OTHER_AUDIENCE(400, 400, "invalid_grant", "invalid_request", 500131);

    private final int entraStatus;
    private final int realmStatus;
    private final String entraError;
    private final String realmError;
    private final int code;
    private final Optional<String> suberror;

    Reason(int entraStatus, int realmStatus, String entraError, String realmError, int code) {
      this(entraStatus, realmStatus, entraError, realmError, code, "");
    }

    Reason(
        int entraStatus,
        int realmStatus,
        String entraError,
        String realmError,
        int code,
        String suberror) {
      this.entraStatus = entraStatus;
      this.realmStatus = realmStatus;
      this.entraError = entraError;
      this.realmError = realmError;
      this.code = code;
      this.suberror = Optional.of(suberror).filter(text -> !text.isEmpty());
    }

    int entraStatus() {
      return entraStatus;
    }

    int realmStatus() {
      return realmStatus;
    }
  }

  private final Reason reason;
  private final transient Optional<AccessPolicy> policy;

  Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
    policy = Optional.empty();
  }

  Refusal(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    policy = Optional.empty();
  }

  /** What a policy says takes the place of what the reason would. */
  Refusal(AccessPolicy policy) {
    super(policy.description());
    reason = Reason.POLICY;
    this.policy = Optional.of(policy);
  }

  Reason reason() {
    return reason;
  }

  String entraError() {
    return policy.map(AccessPolicy::error).orElse(reason.entraError);
  }

  String realmError() {
    return policy.map(AccessPolicy::error).orElse(reason.realmError);
  }

  int code() {
    return policy.map(AccessPolicy::code).orElse(reason.code);
  }

  Optional<String> suberror() {
    return policy.map(AccessPolicy::suberror).orElse(reason.suberror);
  }

  Optional<String> claims() {
    return policy.flatMap(AccessPolicy::claims);
  }

  /** The message is part of the answer, so there is one. */
  String text() {
    return String.valueOf(getMessage());
  }
}

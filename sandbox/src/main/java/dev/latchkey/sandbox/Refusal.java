package dev.latchkey.sandbox;

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
    BAD_SCOPE(400, 400, "invalid_scope", "invalid_scope", 70011);

    private final int entraStatus;
    private final int realmStatus;
    private final String entraError;
    private final String realmError;
    private final int code;

    Reason(int entraStatus, int realmStatus, String entraError, String realmError, int code) {
      this.entraStatus = entraStatus;
      this.realmStatus = realmStatus;
      this.entraError = entraError;
      this.realmError = realmError;
      this.code = code;
    }

    int entraStatus() {
      return entraStatus;
    }

    int realmStatus() {
      return realmStatus;
    }

    String entraError() {
      return entraError;
    }

    String realmError() {
      return realmError;
    }

    int code() {
      return code;
    }
  }

  private final Reason reason;

  Refusal(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  /** The message is part of the answer, so there is one. */
  String text() {
    return String.valueOf(getMessage());
  }
}

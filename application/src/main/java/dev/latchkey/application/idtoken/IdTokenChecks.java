package dev.latchkey.application.idtoken;

import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.IdTokenException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** The checks of one token, in the order of OpenID Connect Core, section 3.1.3.7. */
final class IdTokenChecks {

  private static final System.Logger LOG = System.getLogger(IdTokenReader.class.getName());

  private static final Duration SKEW = Duration.ofMinutes(2);

  private final IdTokenClaims claims;
  private final IdTokenExpectation expected;
  private final Instant now;
  private final FailureDetails details;

  IdTokenChecks(
      IdTokenClaims claims, IdTokenExpectation expected, Instant now, FailureDetails details) {
    this.claims = claims;
    this.expected = expected;
    this.now = now;
    this.details = details;
  }

  void run() {
    claims.notBefore().ifPresent(this::begun);
    issuer();
    audience();
    expected.tenant().ifPresent(this::tenant);
    notOver();
    expected.nonce().ifPresent(this::nonce);
    expected.maxAge().ifPresent(this::age);
  }

  private void begun(Instant notBefore) {
    if (now.plus(SKEW).isBefore(notBefore)) {
      wrongTime(Reason.NOT_YET_VALID, "its nbf, " + notBefore + ", is still to come");
    }
  }

  private void notOver() {
    if (now.minus(SKEW).isAfter(claims.expiresAt())) {
      wrongTime(Reason.EXPIRED, "its exp, " + claims.expiresAt() + ", is past");
    }
  }

  private void wrongTime(Reason reason, String what) {
    if (expected.isStrict()) {
      throw refusal(reason, what + "; is the clock here right?");
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "id token taken although {0} at {1} by the clock here; is that clock right?",
        what,
        now);
  }

  private void issuer() {
    if (expected.issuer().needsTenant() && claims.tenantId().isEmpty()) {
      throw refusal(Reason.MISSING_CLAIM, "its claim tid is missing");
    }
    String issuer = expected.issuer().expectedOf(claims);
    if (issuer != null && !issuer.equals(claims.issuer())) {
      throw refusal(
          Reason.ISSUER,
          "its iss is not what the authority's metadata states, " + expected.issuer());
    }
  }

  private void audience() {
    String own = expected.clientId().value();
    if (!claims.audiences().contains(own)) {
      throw refusal(Reason.AUDIENCE, "its aud is not this client's id, " + own);
    }
    // For several parties a token says who asked for it; that has to be us.
    if (claims.audiences().size() > 1 && !claims.authorizedParty().map(own::equals).orElse(true)) {
      throw refusal(Reason.AUDIENCE, "its azp is not this client's id, " + own);
    }
  }

  private void tenant(String asked) {
    if (!claims.tenantId().map(asked::equalsIgnoreCase).orElse(true)) {
      throw refusal(Reason.TENANT, "its tid is not the tenant that was asked, " + asked);
    }
  }

  private void nonce(String sent) {
    String returned = claims.nonce().orElse("");
    if (!MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), returned.getBytes(StandardCharsets.UTF_8))) {
      throw refusal(
          Reason.NONCE,
          returned.isEmpty()
              ? "it has no nonce although one was sent"
              : "its nonce is not the one that was sent; sign in again");
    }
  }

  private void age(Duration limit) {
    Instant signedIn =
        claims
            .authTime()
            .orElseThrow(
                () ->
                    refusal(
                        Reason.MISSING_CLAIM,
                        "its claim auth_time is missing or no time, and a max age was asked"));
    if (Duration.between(signedIn, now.minus(SKEW)).compareTo(limit) > 0) {
      throw refusal(
          Reason.MAX_AGE,
          "its auth_time, " + signedIn + ", is more than " + limit + " ago; sign in again");
    }
  }

  private IdTokenException refusal(Reason reason, String what) {
    String times =
        claims.issuedAt().map(it -> "; issued at " + it).orElse("")
            + "; expires at "
            + claims.expiresAt();
    return new IdTokenException(reason, what + times, now, claims.asMap(), details, null);
  }
}

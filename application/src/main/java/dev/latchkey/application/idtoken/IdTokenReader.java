package dev.latchkey.application.idtoken;

import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.IdTokenException.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Decodes and validates ID tokens. The signature is another's business: a token that came straight
 * from the token endpoint is vouched for by TLS (OpenID Connect Core, section 3.1.3.7).
 */
public final class IdTokenReader {

  private static final List<String> REQUIRED = List.of("iss", "sub", "aud", "exp");

  /** Makes a reader, which holds nothing. */
  public IdTokenReader() {}

  /**
   * Reads and validates a token of which nothing but the text is known.
   *
   * @param jwt the token
   * @param expected what it has to say
   * @param now the time
   * @return its claims
   * @throws IdTokenException if it is malformed, or was meant for another client, flow or time
   */
  public IdTokenClaims read(Secret jwt, IdTokenExpectation expected, Instant now) {
    return read(jwt, expected, now, FailureDetails.none());
  }

  /**
   * Reads and validates the token of an answer.
   *
   * @param jwt the token
   * @param expected what it has to say
   * @param now the time
   * @param details what is known of the answer it came with
   * @return its claims
   * @throws IdTokenException if it is malformed, or was meant for another client, flow or time
   */
  public IdTokenClaims read(
      Secret jwt, IdTokenExpectation expected, Instant now, FailureDetails details) {
    String payload;
    Map<String, Object> members;
    try {
      JwtText token = JwtText.parse(jwt);
      token.requireSigned();
      payload = token.payload();
      members = StrictJson.object(payload).plain();
    } catch (IllegalArgumentException e) {
      throw refusal(Reason.MALFORMED, e, now, Map.of(), details);
    }
    requirePresent(members, expected, now, details);
    IdTokenClaims claims;
    try {
      claims = IdTokenClaims.of(payload, members);
    } catch (IllegalArgumentException e) {
      throw refusal(Reason.MALFORMED, e, now, members, details);
    }
    new IdTokenChecks(claims, expected, now, details).run();
    return claims;
  }

  /**
   * Decodes a token that was validated before it was cached, perhaps by another library.
   *
   * @param jwt the token
   * @return its claims
   * @throws IllegalArgumentException if it cannot be decoded; the message shows nothing of it
   */
  public IdTokenClaims decode(Secret jwt) {
    String payload = JwtText.parse(jwt).payload();
    return IdTokenClaims.of(payload, StrictJson.object(payload).plain());
  }

  private static void requirePresent(
      Map<String, Object> members,
      IdTokenExpectation expected,
      Instant now,
      FailureDetails details) {
    for (String name : REQUIRED) {
      if (members.getOrDefault(name, "").equals("")) {
        throw missing(name, now, members, details);
      }
    }
    if (expected.isStrict() && !members.containsKey("iat")) {
      throw missing("iat", now, members, details);
    }
  }

  private static IdTokenException missing(
      String name, Instant now, Map<String, Object> members, FailureDetails details) {
    return new IdTokenException(
        Reason.MISSING_CLAIM, "its claim " + name + " is missing", now, members, details, null);
  }

  private static IdTokenException refusal(
      Reason reason,
      IllegalArgumentException why,
      Instant now,
      Map<String, Object> members,
      FailureDetails details) {
    return new IdTokenException(
        reason, String.valueOf(why.getMessage()), now, members, details, why);
  }
}

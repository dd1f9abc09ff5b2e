package dev.latchkey.integration.http;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.domain.challenge.AuthenticateHeader;
import java.util.List;
import java.util.Optional;

/**
 * The one question to a refusal: which claims would help. For interceptors of other HTTP clients.
 *
 * @since 0.1
 */
public final class UsableClaims {

  static final String HEADER = "WWW-Authenticate";

  private static final int UNAUTHORIZED = 401;

  private UsableClaims() {}

  /**
   * Reads a claims challenge (Entra, continuous access evaluation).
   *
   * @param status the status of the answer
   * @param fields the values of its {@code WWW-Authenticate} fields
   * @return the claims to ask a token with, one JSON object; empty unless the answer is 401 with a
   *     challenge that can be answered
   */
  public static Optional<String> in(int status, List<String> fields) {
    return status == UNAUTHORIZED
        ? AuthenticateHeader.parse(fields).claimsChallenge().filter(UsableClaims::isObject)
        : Optional.empty();
  }

  // A broken challenge is the resource's mistake; the caller gets its answer, not our exception.
  private static boolean isObject(String json) {
    try {
      return !ClaimsChallenge.of(json).json().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

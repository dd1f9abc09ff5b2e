package dev.latchkey.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a user agreed to, and how: all that tokens are made from, now and when they are refreshed.
 *
 * @param tenant in which the user signed in; that of the realm, or of Entra's tenant
 * @param scopes agreed to, in full and in the order asked for
 * @param session stands for this sign-in, and all that comes from it
 * @param generation of the user's credentials at the time
 */
record SignIn(
    String username,
    String tenant,
    List<String> scopes,
    Instant authTime,
    boolean authTimeAsked,
    Optional<String> nonce,
    RequestedClaims claims,
    String session,
    int generation) {

  /** A refreshed ID token repeats no nonce (OpenID Connect Core, section 12.2). */
  SignIn withoutNonce() {
    return new SignIn(
        username,
        tenant,
        scopes,
        authTime,
        authTimeAsked,
        Optional.empty(),
        claims,
        session,
        generation);
  }

  @Override
  public String toString() {
    return "SignIn[" + username + "]";
  }
}

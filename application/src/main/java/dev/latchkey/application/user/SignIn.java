package dev.latchkey.application.user;

import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * How tokens of a person were asked for: what is kept with them.
 *
 * @param requested the scopes as the caller gave them, without the reserved ones
 * @param extendedKey a hash of what else sets the access token apart, or null
 * @param source the grant by which the person signed in, or null if that is not told
 * @param username the name the person gave, for where the ID token has none; or null
 * @param session where the tokens are kept, or null for the person's own partition
 * @param refreshToken the refresh token that was redeemed and is kept if the answer has no other;
 *     or null
 * @param localAccountId the person's id in the tenant where the ID token need not tell; or null
 */
public record SignIn(
    Scopes requested,
    @Nullable String extendedKey,
    @Nullable String source,
    @Nullable String username,
    PartitionKey.@Nullable Obo session,
    @Nullable Secret refreshToken,
    @Nullable String localAccountId) {

  /**
   * A sign-in of which nothing is known but what was asked for.
   *
   * @param requested the scopes as the caller gave them, without the reserved ones
   * @param extendedKey a hash of what else sets the access token apart, or null
   * @return the sign-in
   */
  public static SignIn of(Scopes requested, @Nullable String extendedKey) {
    return new SignIn(requested, extendedKey, null, null, null, null, null);
  }

  /**
   * Tells by which grant the person signed in.
   *
   * @param value the grant, as the family of libraries names it
   * @return a copy with it
   */
  public SignIn by(String value) {
    return new SignIn(
        requested, extendedKey, value, username, session, refreshToken, localAccountId);
  }

  /**
   * Tells the name that the person gave.
   *
   * @param value the name
   * @return a copy with it
   */
  public SignIn named(String value) {
    return new SignIn(requested, extendedKey, source, value, session, refreshToken, localAccountId);
  }

  /**
   * Keeps the tokens apart from those of the person.
   *
   * @param value where
   * @return a copy with it
   */
  public SignIn in(PartitionKey.Obo value) {
    return new SignIn(
        requested, extendedKey, source, username, value, refreshToken, localAccountId);
  }

  /**
   * Keeps a refresh token if the answer has no other (RFC 6749, section 6).
   *
   * @param value the token
   * @return a copy with it
   */
  public SignIn keeping(Secret value) {
    return new SignIn(requested, extendedKey, source, username, session, value, localAccountId);
  }

  /**
   * Tells the person's id in the tenant, as a broker knows it.
   *
   * @param value the id
   * @return a copy with it
   */
  public SignIn localAccountId(String value) {
    return new SignIn(requested, extendedKey, source, username, session, refreshToken, value);
  }

  /** {@return the scopes only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "SignIn[requested=" + requested + "]";
  }
}

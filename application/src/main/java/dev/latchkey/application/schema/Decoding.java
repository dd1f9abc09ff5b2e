package dev.latchkey.application.schema;

import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What it takes to make entries of rows, beside the rows. Safe for concurrent use. */
public interface Decoding {

  /**
   * Reads what an ID token says. It was validated before it was kept.
   *
   * @param idToken the token
   * @return its claims, or null if it cannot be read
   */
  @Nullable IdTokenClaims claims(Secret idToken);

  /**
   * Makes the life of a token.
   *
   * @param received when it came
   * @param life how long it lives from then
   * @param extendedLife how long it lives if its issuer has an outage
   * @param refreshIn when the server wants it refreshed, or null
   * @return the life
   */
  Lifetime lifetime(
      Moment received, Duration life, Duration extendedLife, @Nullable Duration refreshIn);

  /**
   * Shares what many entries say alike: a client, a tenant, a set of scopes.
   *
   * @param <T> its type, immutable
   * @param value the value
   * @return an equal value, the same object for everybody as far as that can be
   */
  <T> T shared(T value);
}

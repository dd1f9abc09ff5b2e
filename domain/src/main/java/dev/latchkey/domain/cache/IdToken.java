package dev.latchkey.domain.cache;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import java.util.Objects;

/**
 * An ID token in compact form, validated before it came here.
 *
 * @param homeAccountId the person
 * @param environment where the person signed in
 * @param clientId the application it was issued to
 * @param realm the tenant that issued it
 * @param secret the token
 * @since 0.1
 */
public record IdToken(
    HomeAccountId homeAccountId,
    Environment environment,
    ClientId clientId,
    Realm realm,
    Secret secret)
    implements CacheEntry {

  /**
   * Checks that all are there.
   *
   * @param homeAccountId the person
   * @param environment where the person signed in
   * @param clientId the application it was issued to
   * @param realm the tenant that issued it
   * @param secret the token
   */
  public IdToken {
    Objects.requireNonNull(homeAccountId, "home account id");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(clientId, "client id");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(secret, "secret");
  }
}

package dev.latchkey.domain.cache;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token. It holds for every tenant and scope of its person.
 *
 * @param homeAccountId the person
 * @param environment where the person signed in
 * @param clientId the application it was issued to
 * @param familyId the family of applications that may share it, or null
 * @param secret the token
 * @param lastModifiedAt when it was stored; the newest one is tried first
 * @since 0.1
 */
public record RefreshToken(
    HomeAccountId homeAccountId,
    Environment environment,
    ClientId clientId,
    @Nullable String familyId,
    Secret secret,
    Instant lastModifiedAt)
    implements CacheEntry {

  /**
   * Checks that all but the family are there.
   *
   * @param homeAccountId the person
   * @param environment where the person signed in
   * @param clientId the application it was issued to
   * @param familyId the family of applications that may share it, or null
   * @param secret the token
   * @param lastModifiedAt when it was stored; the newest one is tried first
   */
  public RefreshToken {
    Objects.requireNonNull(homeAccountId, "home account id");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(clientId, "client id");
    Objects.requireNonNull(secret, "secret");
    Objects.requireNonNull(lastModifiedAt, "last modified at");
  }
}

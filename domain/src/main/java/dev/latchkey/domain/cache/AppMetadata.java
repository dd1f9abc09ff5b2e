package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an application: whether it belongs to a family that shares refresh tokens.
 *
 * @param clientId the application
 * @param environment the authority's environment
 * @param familyId the family, or null if it belongs to none
 * @since 0.1
 */
public record AppMetadata(ClientId clientId, Environment environment, @Nullable String familyId)
    implements CacheEntry {

  /**
   * Checks that client and environment are there.
   *
   * @param clientId the application
   * @param environment the authority's environment
   * @param familyId the family, or null if it belongs to none
   */
  public AppMetadata {
    Objects.requireNonNull(clientId, "client id");
    Objects.requireNonNull(environment, "environment");
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether all three are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof AppMetadata that
            && clientId.equals(that.clientId)
            && environment.equals(that.environment)
            && Objects.equals(familyId, that.familyId);
  }

  /** {@return a hash over all three} */
  @Override
  public int hashCode() {
    return (clientId.hashCode() * 31 + environment.hashCode()) * 31 + Objects.hashCode(familyId);
  }
}

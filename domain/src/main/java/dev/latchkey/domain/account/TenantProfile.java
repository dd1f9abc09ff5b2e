package dev.latchkey.domain.account;

import dev.latchkey.domain.id.Realm;
import java.util.Objects;

/**
 * A person as one tenant knows them: their own, or one where they are a guest.
 *
 * @param realm the tenant
 * @param localAccountId the person's id in that tenant
 * @param username the name the person signs in with there; empty if the tenant told none
 * @since 0.1
 */
public record TenantProfile(Realm realm, String localAccountId, String username) {

  /**
   * Checks that all are there.
   *
   * @param realm the tenant
   * @param localAccountId the person's id in that tenant
   * @param username the name the person signs in with there; empty if the tenant told none
   */
  public TenantProfile {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(localAccountId, "local account id");
    Objects.requireNonNull(username, "user name");
  }

  /** {@return tenant only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "TenantProfile[realm=" + realm + "]";
  }
}

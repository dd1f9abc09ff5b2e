package dev.latchkey.domain.cache;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.id.Realm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person in one tenant.
 *
 * @param account the person
 * @param realm the tenant
 * @param localAccountId the person's id in that tenant
 * @param source the grant by which the person signed in, or null if it is not known
 * @since 0.1
 */
public record AccountRecord(
    Account account, Realm realm, String localAccountId, @Nullable String source)
    implements CacheEntry {

  /**
   * Checks that all but the source are there.
   *
   * @param account the person
   * @param realm the tenant
   * @param localAccountId the person's id in that tenant
   * @param source the grant by which the person signed in, or null if it is not known
   */
  public AccountRecord {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(localAccountId, "local account id");
  }

  /** {@return tenant only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "AccountRecord[" + account + ", realm=" + realm + "]";
  }
}

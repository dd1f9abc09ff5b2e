package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import java.util.Objects;

/** Signs a person out of an application and its family, as far as the cache goes. */
public final class RemoveAccount {

  private final ClientId clientId;
  private final PartitionedCache cache;

  /**
   * Puts the use case together.
   *
   * @param clientId the application
   * @param cache what forgets
   */
  public RemoveAccount(ClientId clientId, PartitionedCache cache) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /**
   * Signs the person out, in every tenant and environment. A refresh that is under way keeps
   * nothing; refresh tokens of other applications stay.
   *
   * @param account who
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached: the person
   *     is signed out in this process, and elsewhere once the store is back
   */
  public void remove(Account account) {
    cache.require(new PartitionKey.User(account.homeAccountId()), old -> old.signedOutOf(clientId));
  }
}

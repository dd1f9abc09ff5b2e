package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Signs a person out of an application and its family. */
public final class RemoveAccount {

  private final ClientId clientId;
  private final PartitionedCache cache;
  private final @Nullable TokenRevocation revocation;

  /**
   * Puts the use case together.
   *
   * @param clientId the application
   * @param cache what forgets
   * @param revocation has the person's tokens taken back; null to leave them to their end
   */
  public RemoveAccount(
      ClientId clientId, PartitionedCache cache, @Nullable TokenRevocation revocation) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.revocation = revocation;
  }

  /**
   * Signs the person out, in every tenant and environment. A refresh that is under way keeps
   * nothing; refresh tokens of other applications stay. What the authority does not take back is
   * told when the person is forgotten here.
   *
   * @param account who
   * @param cancellation ends the wait for the authority
   */
  public void remove(Account account, Cancellation cancellation) {
    PartitionKey person = new PartitionKey.User(account.homeAccountId());
    if (revocation == null) {
      cache.update(person, old -> old.signedOutOf(clientId));
      return;
    }
    // Who has given up already must not take the tokens away that are to be taken back.
    cancellation.throwIfCancelled();
    AtomicReference<@Nullable CachePartition> held = new AtomicReference<>();
    cache.update(
        person,
        old -> {
          held.set(old);
          return old.signedOutOf(clientId);
        });
    CachePartition forgotten = held.get();
    if (forgotten != null) {
      revocation.revoke(forgotten, cancellation);
    }
  }
}

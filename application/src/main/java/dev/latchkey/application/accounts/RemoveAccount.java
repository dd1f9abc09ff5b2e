package dev.latchkey.application.accounts;

import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
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

  private final UserAudiences audiences;
  private final ClientId clientId;
  private final PartitionedCache cache;
  private final BrokerTokens broker;
  private final KnownPeople people;
  private final @Nullable TokenRevocation revocation;

  /**
   * Puts the use case together.
   *
   * @param clientId the application
   * @param audiences its authorities
   * @param cache what forgets
   * @param broker signs those out who signed in by it
   * @param people tells who did
   * @param revocation has the person's tokens taken back; null to leave them to their end
   */
  public RemoveAccount(
      ClientId clientId,
      UserAudiences audiences,
      PartitionedCache cache,
      BrokerTokens broker,
      KnownPeople people,
      @Nullable TokenRevocation revocation) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.broker = Objects.requireNonNull(broker, "broker");
    this.people = Objects.requireNonNull(people, "people");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.revocation = revocation;
  }

  /**
   * Signs the person out, in every tenant and environment, and first at the broker if they signed
   * in by it. A refresh that is under way keeps nothing; refresh tokens of other applications stay.
   * What the authority does not take back is told when the person is forgotten here.
   *
   * @param account who
   * @param cancellation ends the wait for the authority
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached: the person
   *     is signed out in this process, and elsewhere once the store is back; no token is taken back
   */
  public void remove(Account account, Cancellation cancellation) {
    PartitionKey person = new PartitionKey.User(account.homeAccountId());
    UserAudience audience = audiences.of(CallOptions.none(), account);
    if (broker.device().mayServe(audience.authority())
        && people.origin(account) != KnownPeople.Origin.ELSEWHERE) {
      broker.signOut(people.named(account, audience), audience.authority(), cancellation);
    }
    if (revocation == null) {
      cache.require(person, old -> old.signedOutOf(clientId));
      return;
    }
    // Who has given up already must not take the tokens away that are to be taken back.
    cancellation.throwIfCancelled();
    AtomicReference<@Nullable CachePartition> held = new AtomicReference<>();
    cache.require(
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

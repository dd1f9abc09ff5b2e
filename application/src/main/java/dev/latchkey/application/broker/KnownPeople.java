package dev.latchkey.application.broker;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.spi.broker.BrokerAccount;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What the cache tells of people that concerns a broker: by whom they signed in. */
public final class KnownPeople {

  private final PartitionedCache cache;

  /**
   * Looks into a cache.
   *
   * @param cache the cache
   */
  public KnownPeople(PartitionedCache cache) {
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /** By whom a person signed in. */
  public enum Origin {
    /** By a broker. */
    BROKER,
    /** By something else: a browser, a device code, a password. */
    ELSEWHERE,
    /** Nothing is known of it, or nothing of the person. */
    UNKNOWN
  }

  /**
   * Tells by whom a person signed in.
   *
   * @param account the person
   * @return by whom
   */
  public Origin origin(Account account) {
    List<AccountRecord> records = records(account);
    if (records.stream().anyMatch(it -> BrokerConversation.SOURCE.equals(it.source()))) {
      return Origin.BROKER;
    }
    return !records.isEmpty() && records.stream().allMatch(it -> it.source() != null)
        ? Origin.ELSEWHERE
        : Origin.UNKNOWN;
  }

  /**
   * Prepares to find out whether a person signs out while a broker is asked. Who is not known yet
   * is signed in by its answer.
   *
   * @param account the person
   * @return tells it by what is kept of them later
   */
  public Predicate<CachePartition> goneFrom(Account account) {
    return records(account).isEmpty()
        ? later -> false
        : later -> records(later, account.environment()).isEmpty();
  }

  /**
   * Names a person to a broker, in the tenant that is asked as far as they are known there.
   *
   * @param account the person
   * @param audience who is asked
   * @return the person, with what is known
   */
  public BrokerAccount named(Account account, UserAudience audience) {
    BrokerAccount named =
        BrokerAccount.of(account.homeAccountId(), account.environment(), account.username());
    List<AccountRecord> records = records(account);
    return records.stream()
        .filter(it -> it.realm().equals(audience.realm()))
        .findFirst()
        .or(
            () ->
                records.stream()
                    .filter(it -> account.homeAccountId().isAtHomeIn(it.realm()))
                    .findFirst())
        .or(() -> records.stream().findFirst())
        .map(it -> named.localAccountId(it.localAccountId()).realm(it.realm()))
        .orElse(named);
  }

  private List<AccountRecord> records(Account account) {
    CachePartition person = cache.read(new PartitionKey.User(account.homeAccountId()));
    return records(person, account.environment());
  }

  private static List<AccountRecord> records(CachePartition person, Environment environment) {
    return person.accountRecords().stream()
        .filter(it -> it.account().environment().equals(environment))
        .toList();
  }
}

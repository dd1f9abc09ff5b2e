package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds one person who has signed in, however many there are. */
public final class FindAccount {

  private final List<Environment> environments;
  private final PartitionedCache cache;

  /**
   * Puts the use case together.
   *
   * @param environments where people signed in, the one to look in first before the others
   * @param cache remembers them
   */
  public FindAccount(List<Environment> environments, PartitionedCache cache) {
    this.environments = List.copyOf(environments);
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /**
   * Finds the person.
   *
   * @param person who
   * @return the person; empty if they have not signed in, or signed out
   */
  public Optional<Account> find(HomeAccountId person) {
    CachePartition partition = cache.read(new PartitionKey.User(person));
    return environments.stream()
        .flatMap(it -> Optional.ofNullable(partition.account(it)).stream())
        .findFirst();
  }
}

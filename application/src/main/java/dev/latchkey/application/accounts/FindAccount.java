package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.user.CloudShellSign;
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
  private final CloudShellSign cloudShell;

  /**
   * Puts the use case together.
   *
   * @param environments where people signed in, the one to look in first before the others
   * @param cache remembers them
   * @param cloudShell hides those whom only a shell knows
   */
  public FindAccount(
      List<Environment> environments, PartitionedCache cache, CloudShellSign cloudShell) {
    this.environments = List.copyOf(environments);
    this.cache = Objects.requireNonNull(cache, "cache");
    this.cloudShell = Objects.requireNonNull(cloudShell, "cloud shell");
  }

  /**
   * Finds the person.
   *
   * @param person who
   * @return the person; empty if they have not signed in, or signed out
   */
  public Optional<Account> find(HomeAccountId person) {
    CachePartition known = cache.read(new PartitionKey.User(person));
    return cloudShell.shows(known)
        ? environments.stream()
            .flatMap(it -> Optional.ofNullable(known.account(it)).stream())
            .findFirst()
        : Optional.empty();
  }
}

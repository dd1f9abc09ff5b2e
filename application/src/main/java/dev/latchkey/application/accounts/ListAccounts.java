package dev.latchkey.application.accounts;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists the people who have signed in, each once however many tenants know them. */
public final class ListAccounts {

  private final List<Environment> environments;
  private final PartitionedCache cache;
  private final CloudShellSign cloudShell;

  // Applications list people before each silent call, and people come and go far less often.
  private volatile @Nullable Listing last;

  /** Who was there when the cache had changed so often, in a shell or not. */
  private record Listing(long version, boolean inShell, List<Account> people) {
    boolean isOf(long changes, boolean shell) {
      return version == changes && inShell == shell;
    }
  }

  /**
   * Puts the use case together.
   *
   * @param environments where people signed in; one who did in several is listed for each
   * @param cache remembers them
   * @param cloudShell hides those whom only a shell knows
   */
  public ListAccounts(
      List<Environment> environments, PartitionedCache cache, CloudShellSign cloudShell) {
    this.environments = List.copyOf(environments);
    this.cache = Objects.requireNonNull(cache, "cache");
    this.cloudShell = Objects.requireNonNull(cloudShell, "cloud shell");
  }

  /**
   * Lists them.
   *
   * @param username only those of this name, whatever its letter case; or null for everyone
   * @return the people, in no order
   */
  public List<Account> list(@Nullable String username) {
    long version = cache.changes();
    boolean inShell = cloudShell.isHere();
    Listing listing = last;
    if (listing == null || !listing.isOf(version, inShell) || cache.isShared()) {
      listing = new Listing(version, inShell, everyone());
      last = listing;
    }
    return username == null
        ? listing.people()
        : listing.people().stream().filter(it -> it.username().equalsIgnoreCase(username)).toList();
  }

  private List<Account> everyone() {
    List<Account> accounts = new ArrayList<>();
    for (CachePartition partition : cache.readAll()) {
      for (Environment environment : environments) {
        Account account = account(partition, environment);
        if (account != null) {
          accounts.add(account);
        }
      }
    }
    return List.copyOf(accounts);
  }

  private @Nullable Account account(CachePartition partition, Environment environment) {
    return partition.key() instanceof PartitionKey.User && cloudShell.shows(partition)
        ? partition.account(environment)
        : null;
  }
}

package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds people whom the application has acted for before. */
public final class KnownPeople {

  private final PartitionedCache cache;

  /**
   * Looks in a cache.
   *
   * @param cache remembers people
   */
  public KnownPeople(PartitionedCache cache) {
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /** {@return the person; null if they are not known, or several go by that name} */
  @Nullable Account find(UserAudience audience, UserFederatedIdentityRequest request) {
    List<Account> people =
        cache
            .readAll()
            .filter(it -> it.key() instanceof PartitionKey.User)
            .filter(it -> isMeant(it, audience, request))
            .map(it -> Objects.requireNonNull(it.account(audience.environment())))
            .limit(2)
            .toList();
    return people.size() == 1 ? people.get(0) : null;
  }

  private static boolean isMeant(
      CachePartition partition, UserAudience audience, UserFederatedIdentityRequest request) {
    Account account = partition.account(audience.environment());
    if (account == null) {
      return false;
    }
    return request
        .objectId()
        .map(
            id ->
                partition.accountRecords().stream()
                    .filter(it -> it.account().environment().equals(audience.environment()))
                    .anyMatch(it -> it.localAccountId().equalsIgnoreCase(id)))
        .orElseGet(
            () -> request.username().filter(account.username()::equalsIgnoreCase).isPresent());
  }
}

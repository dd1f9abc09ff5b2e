package dev.latchkey.application.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.token.Moment;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The token cache in memory: partition key to immutable snapshot, bounded by weight. A look-up
 * takes no lock; a save costs its partition. Safe for concurrent use.
 */
public final class PartitionedCache {

  // What an entry weighs beside its token: the objects around it, measured roughly.
  private static final int ENTRY_OVERHEAD = 512;

  private final Cache<PartitionKey, CachePartition> partitions;

  /**
   * Makes a cache.
   *
   * @param maximumWeight the bound in bytes, roughly; beyond it partitions used least are dropped
   */
  public PartitionedCache(long maximumWeight) {
    this.partitions =
        Caffeine.newBuilder()
            .maximumWeight(maximumWeight)
            .weigher(PartitionedCache::weigh)
            .executor(Runnable::run)
            .build();
  }

  private static int weigh(PartitionKey key, CachePartition partition) {
    long weight = ENTRY_OVERHEAD;
    for (AccessToken token : partition.accessTokens()) {
      weight += ENTRY_OVERHEAD + token.result().accessToken().length();
    }
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  /**
   * Finds an access token, whatever its age.
   *
   * @param partition whose
   * @param query which
   * @return the token, or null if none matches
   */
  public @Nullable AccessToken find(PartitionKey partition, TokenQuery query) {
    CachePartition snapshot = partitions.getIfPresent(partition);
    return snapshot == null ? null : snapshot.find(query);
  }

  /**
   * Adds an access token.
   *
   * @param partition whose
   * @param token the token
   * @param now the present; tokens at their end are dropped
   */
  public void save(PartitionKey partition, AccessToken token, Moment now) {
    partitions
        .asMap()
        .compute(
            partition,
            (key, old) -> (old == null ? CachePartition.empty(key) : old).with(token, now));
  }

  /**
   * Drops partitions.
   *
   * @param which which ones
   * @return how many access tokens went with them
   */
  public int remove(Predicate<PartitionKey> which) {
    int removed = 0;
    for (PartitionKey key : partitions.asMap().keySet()) {
      if (which.test(key)) {
        CachePartition gone = partitions.asMap().remove(key);
        removed += gone == null ? 0 : gone.accessTokens().size();
      }
    }
    return removed;
  }
}

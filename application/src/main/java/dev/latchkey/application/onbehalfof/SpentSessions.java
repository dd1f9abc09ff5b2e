package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.time.TimeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Drops what callers have left behind. Each brings another token the next time, so that what lies
 * under the old one's hash would never be looked at again. Safe for concurrent use.
 */
final class SpentSessions {

  // A sweep looks at every partition; one for so many requests costs next to nothing for each.
  static final int REQUESTS_BETWEEN = 256;

  private final PartitionedCache cache;
  private final TimeSource time;
  private final AtomicInteger requests = new AtomicInteger();

  SpentSessions(PartitionedCache cache, TimeSource time) {
    this.cache = cache;
    this.time = time;
  }

  void sweepNowAndThen() {
    if (requests.incrementAndGet() % REQUESTS_BETWEEN == 0) {
      Moment now = time.moment();
      List<PartitionKey> spent =
          cache.readUnstored().filter(it -> isSpent(it, now)).map(CachePartition::key).toList();
      spent.forEach(
          key -> cache.update(key, old -> isSpent(old, now) ? CachePartition.empty(key) : old));
    }
  }

  private static boolean isSpent(CachePartition partition, Moment now) {
    return partition.key() instanceof PartitionKey.Obo
        && partition.refreshTokens().isEmpty()
        && partition.accessTokens().stream().allMatch(it -> it.lifetime().isSpentAt(now));
  }
}

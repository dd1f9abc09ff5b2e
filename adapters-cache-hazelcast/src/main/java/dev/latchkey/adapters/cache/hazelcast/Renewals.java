package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Gives entries their time to live again, which replacing takes from them: a moment after the save,
 * and once for all saves of a partition within it. Until then, or if the cluster fails meanwhile,
 * an entry lives as long as the map says for all. Safe for concurrent use.
 */
final class Renewals {

  private static final Duration MOMENT = Duration.ofMillis(10);

  // Beyond it saves come faster than the cluster takes their lives, and each waits for its own.
  private static final int MOST = 256;

  private final ClusterCalls calls;
  private final TimeSource time;
  private final BiConsumer<StoreKey, Life> renewal;
  private final Map<StoreKey, Life> due = new ConcurrentHashMap<>();
  private final AtomicBoolean underWay = new AtomicBoolean();

  Renewals(ClusterCalls calls, TimeSource time, BiConsumer<StoreKey, Life> renewal) {
    this.calls = calls;
    this.time = time;
    this.renewal = renewal;
  }

  /** Sees to it that an entry gets its life soon. */
  void add(StoreKey partition, Life life) {
    if (due.size() >= MOST) {
      due.remove(partition);
      calls.tell(() -> renewal.accept(partition, life));
      return;
    }
    due.put(partition, life);
    if (!underWay.get() && underWay.compareAndSet(false, true) && !calls.leave(this::work)) {
      underWay.set(false);
    }
  }

  private void work() {
    try {
      time.sleep(MOMENT, Cancellation.none());
      do {
        renewAll();
        underWay.set(false);
        // One that came in between may have taken this thread to be under way.
      } while (!due.isEmpty() && underWay.compareAndSet(false, true));
    } catch (RuntimeException e) {
      // The cluster is away, or the store is closed. The map's own life is left to them.
      due.clear();
      underWay.set(false);
    }
  }

  private void renewAll() {
    due.forEach(
        (partition, life) -> {
          if (due.remove(partition, life)) {
            renewal.accept(partition, life);
          }
        });
  }

  /**
   * How long an entry has to live.
   *
   * @param version of the bytes that it is meant for
   * @param seconds the life, from now
   */
  record Life(Version version, long seconds) {}
}

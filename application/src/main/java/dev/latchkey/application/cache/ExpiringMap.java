package dev.latchkey.application.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets, by the monotonic clock. Safe for concurrent use.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class ExpiringMap<K, V> {

  private final int most;
  private final Duration memory;
  private final TimeSource time;

  // Made for the first entry: most maps of most clients never have one.
  private final AtomicReference<@Nullable Cache<K, V>> entries = new AtomicReference<>();

  /**
   * Makes a map.
   *
   * @param most how many entries; beyond that those used least are dropped
   * @param memory how long an entry lives after it was put
   * @param time the clock
   */
  public ExpiringMap(int most, Duration memory, TimeSource time) {
    this.most = most;
    this.memory = Objects.requireNonNull(memory, "memory");
    this.time = Objects.requireNonNull(time, "time");
  }

  private Cache<K, V> made() {
    Cache<K, V> known = entries.get();
    if (known != null) {
      return known;
    }
    Cache<K, V> fresh =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(memory)
            .ticker(time::nanoTime)
            .executor(Runnable::run)
            .build();
    Cache<K, V> first = entries.compareAndExchange(null, fresh);
    return first == null ? fresh : first;
  }

  /**
   * Reads an entry.
   *
   * @param key its key
   * @return its value, or null if it is not there or has expired
   */
  public @Nullable V get(K key) {
    Cache<K, V> known = entries.get();
    return known == null ? null : known.getIfPresent(key);
  }

  /**
   * Writes an entry.
   *
   * @param key its key
   * @param value its value
   */
  public void put(K key, V value) {
    made().put(key, value);
  }

  /**
   * Writes an entry unless there is one.
   *
   * @param key its key
   * @param value its value
   * @return whether it was written
   */
  public boolean putIfAbsent(K key, V value) {
    return made().asMap().putIfAbsent(key, value) == null;
  }
}

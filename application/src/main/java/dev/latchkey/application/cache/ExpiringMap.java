package dev.latchkey.application.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets, by the monotonic clock. Safe for concurrent use.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class ExpiringMap<K, V> {

  private final Cache<K, V> entries;

  /**
   * Makes a map.
   *
   * @param most how many entries; beyond that those used least are dropped
   * @param memory how long an entry lives after it was put
   * @param time the clock
   */
  public ExpiringMap(int most, Duration memory, TimeSource time) {
    this.entries =
        Caffeine.newBuilder()
            .maximumSize(most)
            .expireAfterWrite(memory)
            .ticker(time::nanoTime)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Reads an entry.
   *
   * @param key its key
   * @return its value, or null if it is not there or has expired
   */
  public @Nullable V get(K key) {
    return entries.getIfPresent(key);
  }

  /**
   * Writes an entry.
   *
   * @param key its key
   * @param value its value
   */
  public void put(K key, V value) {
    entries.put(key, value);
  }

  /**
   * Writes an entry unless there is one.
   *
   * @param key its key
   * @param value its value
   * @return whether it was written
   */
  public boolean putIfAbsent(K key, V value) {
    return entries.asMap().putIfAbsent(key, value) == null;
  }
}

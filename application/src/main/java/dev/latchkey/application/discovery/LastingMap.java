package dev.latchkey.application.discovery;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What authorities told, for a day; and for longer where they cannot be asked again. Bounded. Safe
 * for concurrent use.
 */
final class LastingMap<K, V> {

  private static final Duration FRESH = Duration.ofDays(1);

  // How long nobody asks again after a failure.
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final ExpiringMap<K, V> values;
  private final ExpiringMap<K, V> fresh;
  private final ExpiringMap<K, V> excused;

  LastingMap(int most, Duration stale, TimeSource time) {
    this.values = new ExpiringMap<>(most, FRESH.plus(stale), time);
    this.fresh = new ExpiringMap<>(most, FRESH, time);
    this.excused = new ExpiringMap<>(most, PAUSE, time);
  }

  /** {@return what need not be asked for} */
  @Nullable V get(K key) {
    V value = fresh.get(key);
    return value != null ? value : excused.get(key);
  }

  /** {@return what was told once, however old} */
  @Nullable V old(K key) {
    return values.get(key);
  }

  void put(K key, V value) {
    values.put(key, value);
    fresh.put(key, value);
  }

  /** Goes on with what was told once, and has nobody ask for a while. */
  V excuse(K key, V old) {
    excused.put(key, old);
    return old;
  }
}

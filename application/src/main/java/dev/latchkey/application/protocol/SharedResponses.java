package dev.latchkey.application.protocol;

import dev.latchkey.spi.cache.HttpResponseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store of the application's, kept within bounds by a list of keys in the store itself, since a
 * map cannot be asked what it holds. What it throws is logged once, and costs nobody a token.
 */
final class SharedResponses implements HttpResponseStore {

  static final String INDEX = "latchkey-index";

  private static final System.Logger LOG = System.getLogger(SharedResponses.class.getName());
  private static final Duration LIFE_OF_INDEX = Duration.ofDays(60);

  private final HttpResponseStore store;
  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean complained = new AtomicBoolean();

  SharedResponses(HttpResponseStore store, InstantSource time) {
    this.store = store;
    this.time = time;
  }

  @Override
  public Optional<StoredResponse> get(String key) {
    try {
      return store.get(key).filter(SharedResponses::isWhole);
    } catch (RuntimeException e) {
      complain(e);
      return Optional.empty();
    }
  }

  // Others write there as well, whatever their language says of null.
  private static boolean isWhole(StoredResponse response) {
    return Optional.ofNullable(response.body()).isPresent()
        && Optional.ofNullable(response.expiresAt()).isPresent();
  }

  @Override
  public void put(String key, StoredResponse response) {
    change(
        keys -> {
          store.put(key, response);
          keys.put(key, response.expiresAt());
        });
  }

  @Override
  public void remove(String key) {
    change(
        keys -> {
          store.remove(key);
          keys.remove(key);
        });
  }

  private void change(Change change) {
    lock.lock();
    try {
      Map<String, Instant> keys = read();
      change.to(keys);
      tidy(keys);
      store.put(INDEX, new StoredResponse(0, text(keys), time.instant().plus(LIFE_OF_INDEX)));
    } catch (RuntimeException e) {
      complain(e);
    } finally {
      lock.unlock();
    }
  }

  private void tidy(Map<String, Instant> keys) {
    Instant now = time.instant();
    keys.entrySet()
        .removeIf(
            entry -> {
              boolean over = !now.isBefore(entry.getValue());
              if (over) {
                store.remove(entry.getKey());
              }
              return over;
            });
    while (keys.size() > MemoryResponses.MOST_ENTRIES) {
      String soonest = Collections.min(keys.entrySet(), Map.Entry.comparingByValue()).getKey();
      store.remove(soonest);
      keys.remove(soonest);
    }
  }

  private Map<String, Instant> read() {
    Map<String, Instant> keys = new LinkedHashMap<>();
    store
        .get(INDEX)
        .filter(SharedResponses::isWhole)
        .ifPresent(
            index ->
                index
                    .body()
                    .lines()
                    .limit(2L * MemoryResponses.MOST_ENTRIES)
                    .forEach(line -> note(line, keys)));
    return keys;
  }

  private static void note(String line, Map<String, Instant> keys) {
    int space = line.indexOf(' ');
    String digits = space < 0 ? "" : line.substring(0, space);
    if (digits.matches("[0-9]{1,15}") && !line.substring(space + 1).equals(INDEX)) {
      keys.put(line.substring(space + 1), Instant.ofEpochMilli(Long.parseLong(digits)));
    }
  }

  private static String text(Map<String, Instant> keys) {
    StringBuilder text = new StringBuilder(100 * keys.size());
    keys.forEach(
        (key, end) -> text.append(end.toEpochMilli()).append(' ').append(key).append('\n'));
    return text.toString();
  }

  private void complain(RuntimeException e) {
    if (complained.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the store of HTTP responses failed and was passed over; further failures are not logged",
          e);
    }
  }

  private interface Change {
    void to(Map<String, Instant> keys);
  }
}

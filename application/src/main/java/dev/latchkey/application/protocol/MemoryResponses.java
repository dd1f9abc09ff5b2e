package dev.latchkey.application.protocol;

import dev.latchkey.spi.cache.HttpResponseStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers in memory. When there are too many, those past their end go first, then those that end
 * soonest. Safe for concurrent use.
 */
final class MemoryResponses implements HttpResponseStore {

  static final int MOST_ENTRIES = 1024;
  private static final int MOST_CHARACTERS = 8 << 20;

  private final InstantSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, StoredResponse> entries = new HashMap<>();
  private int characters;
  private volatile boolean empty = true;

  MemoryResponses(InstantSource time) {
    this.time = time;
  }

  /** {@return whether there is nothing to be found, without a look at the entries} */
  boolean isEmpty() {
    return empty;
  }

  @Override
  public Optional<StoredResponse> get(String key) {
    lock.lock();
    try {
      return Optional.ofNullable(entries.get(key));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(String key, StoredResponse response) {
    lock.lock();
    try {
      drop(key);
      entries.put(key, response);
      characters += response.body().length();
      if (isTooMuch()) {
        dropExpired();
      }
      while (isTooMuch()) {
        drop(soonest());
      }
      empty = entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean isTooMuch() {
    return entries.size() > MOST_ENTRIES || characters > MOST_CHARACTERS;
  }

  private void dropExpired() {
    Instant now = time.instant();
    entries.entrySet().stream()
        .filter(entry -> !now.isBefore(entry.getValue().expiresAt()))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::drop);
  }

  private String soonest() {
    return entries.entrySet().stream()
        .min(Comparator.comparing(entry -> entry.getValue().expiresAt()))
        .orElseThrow()
        .getKey();
  }

  @Override
  public void remove(String key) {
    lock.lock();
    try {
      drop(key);
      empty = entries.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void drop(String key) {
    StoredResponse old = entries.remove(key);
    if (old != null) {
      characters -= old.body().length();
    }
  }
}

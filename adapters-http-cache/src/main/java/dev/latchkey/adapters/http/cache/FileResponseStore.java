package dev.latchkey.adapters.http.cache;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.cache.HttpResponseStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A snapshot of a file, which is written back once. */
final class FileResponseStore implements HttpResponseStore {

  private static final System.Logger LOG = System.getLogger(FileResponseStore.class.getName());

  private final ResponseFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, StoredResponse> entries;
  private boolean changed;

  private FileResponseStore(ResponseFile file, Map<String, StoredResponse> entries) {
    this.file = file;
    this.entries = new HashMap<>(entries);
  }

  static FileResponseStore open(ResponseFile file) {
    file.requireSafe();
    return new FileResponseStore(file, file.read());
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
      entries.put(key, response);
      changed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(String key) {
    lock.lock();
    try {
      changed |= entries.remove(key) != null;
    } finally {
      lock.unlock();
    }
  }

  // What cannot be written is only asked for again, so that nobody loses a token over it.
  @Override
  public void close() {
    lock.lock();
    try {
      if (changed) {
        changed = false;
        file.write(entries);
      }
    } catch (IOException | ConfigurationException e) {
      LOG.log(
          System.Logger.Level.WARNING, "the HTTP cache could not be written and is not kept", e);
    } finally {
      lock.unlock();
    }
  }
}

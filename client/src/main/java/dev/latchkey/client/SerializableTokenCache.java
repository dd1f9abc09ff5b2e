package dev.latchkey.client;

import static java.util.stream.Collectors.toMap;

import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.client.internal.CacheParts;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A token cache in memory that can be turned into text and back: the schema that the libraries of
 * several languages have in common. It touches no file and no database; where the text goes is the
 * application's affair, and the text is not encrypted. A {@code TokenCacheStore} does all that, and
 * costs less with many people. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class SerializableTokenCache extends TokenCache {

  private final ReentrantLock lock = new ReentrantLock();

  // Both guarded by the lock: what was written last, and the snapshots that it was made of. With
  // them only what has changed since is compared and written anew.
  private CacheDocument document = CacheDocument.empty();
  private @Nullable Map<PartitionKey, CachePartition> written;

  private volatile long known;

  private SerializableTokenCache(CacheParts parts) {
    super(parts);
  }

  /**
   * Makes a cache.
   *
   * @return an empty cache
   */
  public static SerializableTokenCache create() {
    return new SerializableTokenCache(
        CacheParts.inMemory(TimeSource.system(), RandomSource.system()));
  }

  /**
   * Tells whether there is anything to be written.
   *
   * @return whether an entry was added, changed or removed since the cache was made, or last turned
   *     into text or back
   */
  public boolean hasStateChanged() {
    return parts().cache().changes() != known;
  }

  /**
   * Turns the cache into text. What was read before and is not understood is in it, where it was.
   *
   * @return JSON; everybody who has it can use the tokens
   */
  public Secret serialize() {
    lock.lock();
    try {
      // Before the look: what changes meanwhile is then written once more, and never forgotten.
      long changes = parts().cache().changes();
      Map<PartitionKey, CachePartition> present =
          parts().cache().readAll().stream()
              .collect(
                  toMap(CachePartition::key, it -> it, (one, same) -> one, LinkedHashMap::new));
      document = written(present, parts().time().instant());
      written = present;
      known = changes;
      return Secret.of(document.text());
    } finally {
      lock.unlock();
    }
  }

  private CacheDocument written(Map<PartitionKey, CachePartition> present, Instant now) {
    Map<PartitionKey, CachePartition> before = written;
    if (before == null) {
      return document.withAll(List.copyOf(present.values()), now);
    }
    List<CachePartition> changed = new ArrayList<>();
    for (CachePartition partition : present.values()) {
      if (before.get(partition.key()) != partition) {
        changed.add(partition);
      }
    }
    for (PartitionKey key : before.keySet()) {
      if (!present.containsKey(key)) {
        changed.add(CachePartition.empty(key));
      }
    }
    return document.withEach(changed, now);
  }

  /**
   * Puts what a text says in the place of everything that the cache holds: nothing of what was
   * there before is there afterwards.
   *
   * @param state what {@link #serialize} returned, here or in another library; null or empty for an
   *     empty cache
   * @throws dev.latchkey.domain.error.CacheException if it cannot be read; the cache is then as it
   *     was, and the message shows nothing of the text
   */
  public void deserialize(@Nullable String state) {
    CacheDocument next = state == null ? CacheDocument.empty() : CacheDocument.parse(state);
    lock.lock();
    try {
      parts().cache().replaceAll(next.all(parts().decoding(), parts().time().moment()));
      document = next;
      written = null;
      known = parts().cache().changes();
    } finally {
      lock.unlock();
    }
  }
}

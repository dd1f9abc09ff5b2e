package dev.latchkey.client;

import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.client.internal.CacheParts;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      write(parts().cache().readAll(), parts().time().instant());
      known = changes;
      return Secret.of(document.text());
    } finally {
      lock.unlock();
    }
  }

  private void write(List<CachePartition> present, Instant now) {
    Map<PartitionKey, CachePartition> before = written;
    if (before == null) {
      document = document.withAll(present, now);
      before = new HashMap<>();
      written = before;
      put(present, before);
      return;
    }
    List<CachePartition> changed = changed(present, before);
    document = document.withEach(changed, now);
    put(changed, before);
  }

  private static List<CachePartition> changed(
      List<CachePartition> present, Map<PartitionKey, CachePartition> before) {
    List<CachePartition> changed = new ArrayList<>();
    int stayed = 0;
    for (CachePartition partition : present) {
      CachePartition old = before.get(partition.key());
      stayed += old == null ? 0 : 1;
      if (old != partition) {
        changed.add(partition);
      }
    }
    if (stayed < before.size()) {
      Set<PartitionKey> gone = new HashSet<>(before.keySet());
      present.forEach(partition -> gone.remove(partition.key()));
      gone.forEach(key -> changed.add(CachePartition.empty(key)));
    }
    return changed;
  }

  private static void put(List<CachePartition> partitions, Map<PartitionKey, CachePartition> into) {
    for (CachePartition partition : partitions) {
      if (partition.isEmpty()) {
        into.remove(partition.key());
      } else {
        into.put(partition.key(), partition);
      }
    }
  }

  /**
   * Puts what a text says in the place of everything that the cache holds: nothing of what was
   * there before is there afterwards. The text is kept, and tokens are copied out of it when
   * somebody asks for them.
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
      parts().cache().replaceAll(next.late(parts().decoding(), parts().time().moment()));
      document = next;
      written = null;
      known = parts().cache().changes();
    } finally {
      lock.unlock();
    }
  }
}

package dev.latchkey.application.cache;

import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.Version;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a store gave, read once. A file may be a third of the memory, so each form of it is let go
 * before the next but one is made: what is stored, what it says, its text, its rows. For one
 * thread.
 */
final class Contents implements Supplier<byte[]> {

  private final Version version;
  private int length;
  private byte @Nullable [] bytes;

  Contents(StoredPartition stored) {
    this.version = stored.version();
    this.length = stored.length();
    this.bytes = stored.bytes();
  }

  boolean exists() {
    return !version.equals(Version.ABSENT);
  }

  Version version() {
    return version;
  }

  /** {@return how many bytes it has; once it was opened, without the envelope} */
  int length() {
    return length;
  }

  /**
   * Reads it.
   *
   * @param key where it lay
   * @param envelope what is around it
   * @return what it says
   * @throws CacheException if it cannot be read
   */
  CacheDocument document(StoreKey key, Envelope envelope) {
    open(key, envelope);
    return CacheDocument.parse(this);
  }

  private void open(StoreKey key, Envelope envelope) {
    byte[] opened = envelope.opened(key, get());
    length = opened.length;
    bytes = opened;
  }

  /** Gives what it has away. */
  @Override
  public byte[] get() {
    byte[] taken = Objects.requireNonNull(bytes, "already read");
    bytes = null;
    return taken;
  }
}

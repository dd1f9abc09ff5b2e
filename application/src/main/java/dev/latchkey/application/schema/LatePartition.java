package dev.latchkey.application.schema;

import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A holder's entries that nobody has made yet: of ten thousand people whose rows are read, few come
 * back before all are read again. Immutable.
 */
public final class LatePartition {

  private final PartitionKey key;
  private final int entries;
  private final long characters;
  private final Supplier<CachePartition> source;

  /**
   * Makes one.
   *
   * @param key whose
   * @param entries how many entries it has, about
   * @param characters how many characters their secrets have, about
   * @param source makes the partition, which is not empty
   */
  public LatePartition(
      PartitionKey key, int entries, long characters, Supplier<CachePartition> source) {
    this.key = Objects.requireNonNull(key, "key");
    this.entries = entries;
    this.characters = characters;
    this.source = Objects.requireNonNull(source, "source");
  }

  /** {@return whose} */
  public PartitionKey key() {
    return key;
  }

  /** {@return how many entries it has, about} */
  public int entries() {
    return entries;
  }

  /** {@return how many characters their secrets have, about} */
  public long characters() {
    return characters;
  }

  /** {@return the partition, made anew each time} */
  public CachePartition make() {
    return source.get();
  }
}

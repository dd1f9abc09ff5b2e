package dev.latchkey.client;

import dev.latchkey.domain.cache.CacheEntry;
import java.util.List;

/**
 * What one save or removal did to a token cache. Entries hold secrets, which do not print.
 *
 * @param added entries that are there now and were not before
 * @param removed entries that were there before and are not now
 * @since 0.1
 */
public record CacheChange(List<CacheEntry> added, List<CacheEntry> removed) {

  /**
   * Copies the lists.
   *
   * @param added entries that are there now and were not before
   * @param removed entries that were there before and are not now
   */
  public CacheChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** {@return numbers only} */
  @Override
  public String toString() {
    return "CacheChange[added=" + added.size() + ", removed=" + removed.size() + "]";
  }
}

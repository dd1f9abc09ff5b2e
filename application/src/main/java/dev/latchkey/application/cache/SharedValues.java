package dev.latchkey.application.cache;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Values that entries have in common, each as one object: ten thousand people of one tenant need
 * its name once. Safe for concurrent use.
 */
public final class SharedValues {

  // Beyond so many different ones there is little to share, and nothing is ever forgotten here.
  private static final int MOST = 10_000;

  private final ConcurrentHashMap<Object, Object> known = new ConcurrentHashMap<>();

  /** Makes a collection of none. */
  public SharedValues() {}

  /**
   * Finds the object that stands for a value.
   *
   * @param <T> its type, immutable; what is equal has to be the same to the letter
   * @param value the value
   * @return an equal value
   */
  @SuppressWarnings("unchecked") // only values of one type are equal
  public <T> T shared(T value) {
    Object other = known.get(value);
    if (other == null && known.size() < MOST) {
      other = known.putIfAbsent(value, value);
    }
    return other == null ? value : (T) other;
  }
}

package dev.latchkey.application.json;

/**
 * A few names that many objects have in common. Forty thousand rows of a cache ask for the same
 * twenty, half of which they do not have. Immutable.
 */
final class NameOrder implements Names {

  private final String[] names;

  // A bit for the hash of each name: what none of them has is not looked for.
  private final long hashes;

  /**
   * Makes an order.
   *
   * @param names the names, each once; never changed
   */
  NameOrder(String[] names) {
    this.names = names;
    long bits = 0;
    for (String name : names) {
      bits |= bit(name);
    }
    this.hashes = bits;
  }

  // Shifts take the lowest six bits alone.
  private static long bit(String name) {
    int hash = name.hashCode();
    return 1L << (hash ^ hash >>> 6 ^ hash >>> 12);
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public String at(int place) {
    return names[place];
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // most who ask have the very name
  public int placeOf(String name) {
    if ((hashes & bit(name)) == 0) {
      return -1;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}

package dev.latchkey.application.json;

import java.util.Arrays;

/**
 * Names in numbers, as a section of a cache has: long ones, looked up seldom, so that what counts
 * is the time it takes to see that none comes twice. For one thread, until the last is added.
 */
final class NameTable implements Names {

  // The table is at most a quarter full. Who walks further than this from where a name belongs has
  // met names that were chosen for it.
  private static final int LONGEST_WALK = 64;
  private static final int FEW = 16;

  private final NameHash hash = new NameHash();
  private String[] names;
  private int[] hashes;

  // Places, counted from one; where nobody is, nothing.
  private int[] table;
  private int size;

  /**
   * Begins with none.
   *
   * @param expected how many there will be, perhaps
   */
  NameTable(int expected) {
    this.names = new String[Math.max(FEW, expected)];
    this.hashes = new int[names.length];
    this.table = new int[tableLength()];
  }

  // A power of two.
  private int tableLength() {
    return Integer.highestOneBit(names.length - 1) * 8;
  }

  /**
   * Adds a name.
   *
   * @param name the name
   * @return whether it was added: it is not, if it is there already, or if too many lie in its way
   */
  boolean add(String name) {
    int hashed = hash.of(name);
    int slot = hashed & table.length - 1;
    for (int walked = 0; table[slot] != 0; walked++) {
      int other = table[slot] - 1;
      if (walked == LONGEST_WALK || hashes[other] == hashed && names[other].equals(name)) {
        return false;
      }
      slot = slot + 1 & table.length - 1;
    }
    if (size == names.length) {
      grow();
      slot = free(hashed);
    }
    names[size] = name;
    hashes[size] = hashed;
    size++;
    table[slot] = size;
    return true;
  }

  private void grow() {
    names = Arrays.copyOf(names, 2 * size);
    hashes = Arrays.copyOf(hashes, 2 * size);
    table = new int[tableLength()];
    for (int i = 0; i < size; i++) {
      table[free(hashes[i])] = i + 1;
    }
  }

  private int free(int hashed) {
    int slot = hashed & table.length - 1;
    while (table[slot] != 0) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String at(int place) {
    return names[place];
  }

  @Override
  public int placeOf(String name) {
    int hashed = new NameHash().of(name);
    for (int slot = hashed & table.length - 1;
        table[slot] != 0;
        slot = slot + 1 & table.length - 1) {
      int place = table[slot] - 1;
      if (hashes[place] == hashed && names[place].equals(name)) {
        return place;
      }
    }
    return -1;
  }
}

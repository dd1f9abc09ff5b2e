package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.spi.cache.StoredPartition;
import java.util.Map;
import java.util.TreeMap;

/** Content that tells whether it is whole: a number for each writer, and how long all of it is. */
final class Counted {

  // Longer than a page and than a sector, so that half of it can be written.
  private static final String FILLER = "x".repeat(6_000);

  private Counted() {}

  static Map<String, Integer> of(StoredPartition partition) {
    return partition.exists() ? of(partition.bytes()) : new TreeMap<>();
  }

  static Map<String, Integer> of(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf('\n');
    if (end < 0 || !text.substring(end + 1).equals(FILLER)) {
      throw new AssertionError("half of a file: " + bytes.length + " bytes");
    }
    Map<String, Integer> numbers = new TreeMap<>();
    for (String entry : text.substring(0, end).split(",", -1)) {
      String[] parts = entry.split("=", 2);
      numbers.put(parts[0], Integer.valueOf(parts[1]));
    }
    return numbers;
  }

  static byte[] bytes(Map<String, Integer> numbers) {
    String text = new TreeMap<>(numbers).toString();
    return (text.substring(1, text.length() - 1).replace(" ", "") + "\n" + FILLER).getBytes(UTF_8);
  }
}

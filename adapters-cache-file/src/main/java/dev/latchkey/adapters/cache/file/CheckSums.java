package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.cache.Version;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Versions that are told from the bytes. Times are too coarse, and a counter in the file would be
 * dropped by other products that write it. They keep nobody out: who may write the file needs no
 * collision. So two check sums and the length do, which miss a change once in 2^64 and need none of
 * the providers that a digest brings up.
 */
final class CheckSums {

  private CheckSums() {}

  static Version version(byte[] bytes) {
    CRC32 one = new CRC32();
    one.update(bytes);
    CRC32C other = new CRC32C();
    other.update(bytes);
    HexFormat hex = HexFormat.of();
    return new Version(
        hex.toHexDigits((int) one.getValue())
            + hex.toHexDigits((int) other.getValue())
            + "-"
            + bytes.length);
  }
}

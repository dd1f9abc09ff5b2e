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
final class CheckSums implements Disk.Reader {

  private final CRC32 one = new CRC32();
  private final CRC32C other = new CRC32C();
  private int length;

  static Version version(byte[] bytes) {
    CheckSums sums = new CheckSums();
    sums.take(bytes, bytes.length);
    return sums.version();
  }

  @Override
  public void take(byte[] piece, int count) {
    one.update(piece, 0, count);
    other.update(piece, 0, count);
    length += count;
  }

  /** {@return how many bytes there were} */
  int length() {
    return length;
  }

  Version version() {
    HexFormat hex = HexFormat.of();
    return new Version(
        hex.toHexDigits((int) one.getValue())
            + hex.toHexDigits((int) other.getValue())
            + "-"
            + length);
  }
}

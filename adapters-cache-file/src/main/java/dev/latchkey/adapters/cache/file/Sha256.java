package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.cache.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Versions that are digests of the bytes. Times are too coarse, and a counter in the file would be
 * dropped by other products that write it.
 */
final class Sha256 {

  private Sha256() {}

  static Version version(byte[] bytes) {
    return new Version(HexFormat.of().formatHex(digest(bytes)));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

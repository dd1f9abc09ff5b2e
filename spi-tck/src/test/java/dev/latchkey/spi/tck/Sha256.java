package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Versions that are digests of the bytes: nothing has to be stored beside them. */
final class Sha256 {

  private Sha256() {}

  static Version version(byte[] bytes) {
    return new Version(HexFormat.of().formatHex(digest(bytes)));
  }

  static StoredPartition partition(byte[] bytes) {
    return StoredPartition.of(version(bytes), bytes);
  }

  /** A number for a key, from 0 to half the numbers there are. */
  static long number(StoreKey key) {
    return ByteBuffer.wrap(digest(key.value().getBytes(StandardCharsets.UTF_8))).getLong() >>> 2;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the map holds for a partition: its bytes and nothing else, so that everybody else in the
 * cluster sees ciphertext. The version is their digest, since the map compares values.
 */
final class Content {

  /** Others in the cluster may write to the map, too; no partition comes near this. */
  static final int LONGEST = 64 * 1024 * 1024;

  private Content() {}

  static StoredPartition of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return StoredPartition.absent();
    }
    if (bytes.length > LONGEST) {
      throw new CacheException("an entry of the map is longer than " + LONGEST + " bytes");
    }
    return StoredPartition.of(version(bytes), bytes);
  }

  static Version version(byte[] bytes) {
    try {
      return new Version(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

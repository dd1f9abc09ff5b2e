package dev.latchkey.spi.cache;

import java.util.Objects;

/**
 * What a store holds of one partition. The bytes are secret and do not print. Immutable.
 *
 * @since 0.1
 */
public final class StoredPartition {

  private static final StoredPartition ABSENT = new StoredPartition(Version.ABSENT, new byte[0]);

  private final Version version;
  private final byte[] bytes;

  private StoredPartition(Version version, byte[] bytes) {
    this.version = Objects.requireNonNull(version, "version");
    this.bytes = bytes;
  }

  /** {@return a partition that does not exist: no bytes} */
  public static StoredPartition absent() {
    return ABSENT;
  }

  /**
   * Describes a partition that exists.
   *
   * @param version the version of these bytes
   * @param bytes the bytes, which are copied
   * @return the partition
   * @throws IllegalArgumentException if the version is that of a partition that does not exist
   */
  public static StoredPartition of(Version version, byte[] bytes) {
    if (version.equals(Version.ABSENT)) {
      throw new IllegalArgumentException("a stored partition has a version");
    }
    return new StoredPartition(version, bytes.clone());
  }

  /** {@return whether the store has it} */
  public boolean exists() {
    return !version.equals(Version.ABSENT);
  }

  /** {@return the version of these bytes} */
  public Version version() {
    return version;
  }

  /** {@return a copy of the bytes} */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** {@return the number of bytes} */
  public int length() {
    return bytes.length;
  }

  /** {@return version and length} */
  @Override
  public String toString() {
    return "StoredPartition[version=" + version.value() + ", bytes=" + bytes.length + "]";
  }
}

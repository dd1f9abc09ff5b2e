package dev.latchkey.adapters.cache.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests. */
final class Sha256 {

  private Sha256() {}

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}

package dev.latchkey.domain.violation;

import java.security.MessageDigest;

/** The domain computes. */
public final class ComputesDigests {
  private ComputesDigests() {}

  static byte[] digest(MessageDigest digest, byte[] bytes) {
    return digest.digest(bytes);
  }
}

package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys as text: lines of {@code id:base64}, the primary one first. Nothing of it gets into a
 * message.
 */
final class KeyLines {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int KEY_BYTES = 32;

  private KeyLines() {}

  static List<CacheKey> parse(byte[] secret) {
    List<CacheKey> keys = new ArrayList<>();
    for (String line : new String(secret, StandardCharsets.UTF_8).split("\\s+", -1)) {
      if (!line.isEmpty()) {
        keys.add(key(line));
      }
    }
    if (keys.isEmpty()) {
      throw unusable();
    }
    return keys;
  }

  private static CacheKey key(String line) {
    int colon = line.indexOf(':');
    if (colon < 0 || !ID.matcher(line.substring(0, colon)).matches()) {
      throw unusable();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(line.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      // Its message has parts of the key.
      throw unusable();
    }
    try {
      if (bytes.length != KEY_BYTES) {
        throw unusable();
      }
      return CacheKey.of(line.substring(0, colon), new SecretKeySpec(bytes, "AES"));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static CacheException unusable() {
    return new CacheException(
        "the keyring's item of cache keys is not lines of id:base64 with 32 bytes each; mend it, or"
            + " remove it and have everybody sign in again");
  }

  /** {@return a text with one new key} */
  static byte[] fresh() {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[KEY_BYTES];
    byte[] id = new byte[4];
    random.nextBytes(key);
    random.nextBytes(id);
    try {
      String line = HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(key);
      return line.getBytes(StandardCharsets.UTF_8);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}

package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys as text: {@code id:base64}, separated by blanks, commas or lines; the first is the primary
 * one. Lines that begin with {@code #} are passed over. Nothing of a key gets into a message.
 */
final class KeyText {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int KEY_BYTES = 32;

  private final List<CacheKey> keys;

  private KeyText(List<CacheKey> keys) {
    this.keys = keys;
  }

  /** Reads at least one key. */
  static KeyText parse(String text, String where) {
    Map<String, CacheKey> keys = new LinkedHashMap<>();
    for (String line : text.split("\\R", -1)) {
      if (!line.startsWith("#")) {
        for (String entry : line.split("[\\s,]+", -1)) {
          if (!entry.isEmpty()) {
            CacheKey key = key(entry, where);
            if (keys.putIfAbsent(key.id(), key) != null) {
              throw new CacheException(where + " has two keys of the id " + key.id());
            }
          }
        }
      }
    }
    if (keys.isEmpty()) {
      throw new CacheException(where + " has no key; put one there, as id:base64");
    }
    return new KeyText(List.copyOf(keys.values()));
  }

  CacheKey primary() {
    return keys.get(0);
  }

  Optional<CacheKey> byId(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static CacheKey key(String entry, String where) {
    int colon = entry.indexOf(':');
    if (colon < 0 || !ID.matcher(entry.substring(0, colon)).matches()) {
      throw new CacheException(
          where + " has an entry that is not id:base64, with an id of 1 to 64 letters and digits");
    }
    byte[] bytes = decoded(entry.substring(colon + 1));
    try {
      if (bytes.length != KEY_BYTES) {
        throw new CacheException(
            where + " has a key that is not 32 bytes in base64: " + entry.substring(0, colon));
      }
      return CacheKey.of(entry.substring(0, colon), new SecretKeySpec(bytes, "AES"));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Not as a cause: its message quotes the text.
      return new byte[0];
    }
  }
}

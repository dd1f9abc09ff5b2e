package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Keys in a file, which is read at each use, so that keys can be rotated under a running process.
 */
final class KeyFileCacheKeySource implements CacheKeySource {

  private static final int LONGEST = 64 * 1024;
  private static final int OTHERS = 07;
  private static final int GROUP_WRITE = 020;

  private final SafeFile file;
  private final Disk disk;

  KeyFileCacheKeySource(SafeFile file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  @Override
  public CacheKey primary() {
    return keys().orElseGet(this::made).primary();
  }

  @Override
  public Optional<CacheKey> byId(String id) {
    Objects.requireNonNull(id, "key id");
    return keys().flatMap(keys -> keys.byId(id));
  }

  private Optional<KeyText> keys() {
    try {
      // Mounted secrets are links, and the administrator's; so only who may read and write counts.
      if (disk.look(file.path()).isEmpty()) {
        return Optional.empty();
      }
      Path real = file.path().toRealPath();
      requirePrivate(disk.look(real).orElseThrow(() -> new NoSuchFileException(real.toString())));
      byte[] bytes = disk.read(real, LONGEST);
      try {
        if (bytes.length > LONGEST) {
          throw new CacheException(where() + " is longer than 64 KiB");
        }
        return Optional.of(KeyText.parse(new String(bytes, StandardCharsets.UTF_8), where()));
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (IOException e) {
      throw new CacheException(where() + " could not be read", FailureDetails.none(), e);
    }
  }

  private KeyText made() {
    try {
      return file.swapping(() -> keys().orElseGet(this::write));
    } finally {
      // Nothing is locked again: from now on the file is only read.
      file.close();
    }
  }

  private KeyText write() {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[32];
    byte[] id = new byte[4];
    random.nextBytes(key);
    random.nextBytes(id);
    try {
      String text =
          HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(key) + "\n";
      file.write(text.getBytes(StandardCharsets.UTF_8));
      return KeyText.parse(text, where());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private void requirePrivate(Facts facts) {
    if (facts.kind() != Facts.Kind.FILE) {
      throw new CacheException(where() + " is no regular file");
    }
    if (!facts.mine() && !facts.ownedByRoot()) {
      throw new CacheException(where() + " belongs to another user; choose another path");
    }
    if ((facts.mode() & (OTHERS | GROUP_WRITE)) != 0) {
      throw new CacheException(
          where() + " is open to other users; take that right away (chmod 600)");
    }
  }

  private String where() {
    return "the key file " + file.path();
  }
}

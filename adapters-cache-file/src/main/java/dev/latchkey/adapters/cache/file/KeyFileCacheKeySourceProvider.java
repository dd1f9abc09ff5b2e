package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Takes the keys of the cache from a file, which the setting {@code path} names, and makes one with
 * a new key, open to its owner only, if there is none when the first key is asked for. A line is
 * {@code id:base64}: an id of 1 to 64 letters, digits, hyphens and underscores, and 32 bytes in
 * base64; lines that begin with {@code #} are passed over. The first key encrypts, all decrypt.
 *
 * <p>The file may be a link, as mounted secrets are. It has to belong to this user or to root, and
 * nobody else may write to it, nor anybody outside its group read it.
 *
 * <p>A key beside the data is obfuscation, not encryption: who reads the one reads the other. Put
 * it on another volume, or choose another source.
 *
 * @since 0.1
 */
public final class KeyFileCacheKeySourceProvider implements CacheKeySourceProvider {

  private static final String PATH = "path";
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  /** Does nothing; {@link #open} does. */
  public KeyFileCacheKeySourceProvider() {}

  /**
   * Takes the keys from a file.
   *
   * @param file the file, which is read at each use
   * @return the source
   * @throws ConfigurationException if the path names no file
   */
  public static CacheKeySource at(Path file) {
    try {
      Disk disk = new SystemDisk(file);
      return new KeyFileCacheKeySource(new SafeFile(file, LOCK_WAIT, disk), disk);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "the path of the key file names no file", FailureDetails.none(), e);
    }
  }

  @Override
  public String name() {
    return "key-file";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public CacheKeySource open(Map<String, String> settings) {
    return at(new Settings("the key source key-file", settings, Set.of(PATH)).requiredPath(PATH));
  }
}

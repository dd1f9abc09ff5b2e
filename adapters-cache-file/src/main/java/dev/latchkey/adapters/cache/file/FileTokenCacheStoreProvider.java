package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the token cache in one file that processes of one user share. Settings:
 *
 * <ul>
 *   <li>{@code path}: the file. Its folder is made by the first save if it is missing, open to its
 *       owner only. Beside it lies {@code <file>.lock}, which stays.
 *   <li>{@code lock-wait}: how long a save waits for other processes, as {@code PT5S}, which is the
 *       default; at most an hour.
 * </ul>
 *
 * <p>Opening touches nothing. Files and folders that another user owns, links, and folders that
 * everybody may write to are refused by the calls of the store. The store may be closed and opened
 * as often as one likes; all stores over one file in one process share its lock file.
 *
 * @since 0.1
 */
public final class FileTokenCacheStoreProvider implements TokenCacheStoreProvider {

  private static final String PATH = "path";
  private static final String LOCK_WAIT = "lock-wait";
  private static final Duration DEFAULT_LOCK_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_LOCK_WAIT = Duration.ofHours(1);

  /** Does nothing; {@link #open} does. */
  public FileTokenCacheStoreProvider() {}

  /**
   * Opens a store over a file.
   *
   * @param file the file; it need not exist
   * @return a store that the caller closes
   * @throws ConfigurationException if the path names no file
   */
  public static TokenCacheStore at(Path file) {
    return store(file, DEFAULT_LOCK_WAIT);
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public TokenCacheStore open(Map<String, String> settings) {
    Settings read = new Settings("the file store", settings, Set.of(PATH, LOCK_WAIT));
    return store(
        read.requiredPath(PATH), read.duration(LOCK_WAIT, DEFAULT_LOCK_WAIT, LONGEST_LOCK_WAIT));
  }

  private static TokenCacheStore store(Path file, Duration lockWait) {
    try {
      return new FileTokenCacheStore(new SafeFile(file, lockWait, new SystemDisk(file)));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "the path of the file store names no file", FailureDetails.none(), e);
    }
  }
}

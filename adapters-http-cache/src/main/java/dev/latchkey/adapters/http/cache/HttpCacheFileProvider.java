package dev.latchkey.adapters.http.cache;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStoreProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/**
 * Keeps HTTP answers in a file: read when the store is opened, written when it is closed, if
 * anything changed. A file that is missing or damaged means an empty store. Of processes that share
 * one, the last to close wins; what the others learnt is only asked for again.
 *
 * <p>The file is for its owner alone (0600 where there are such modes) from the first instant, and
 * is replaced as a whole. A link, anything else that is no plain file, and a file that somebody
 * else owns or may write are refused: whoever writes it decides where requests go. Its folder has
 * to exist.
 *
 * @since 0.1
 */
public final class HttpCacheFileProvider implements HttpResponseStoreProvider {

  private static final String PATH = "path";

  /** Does nothing; {@link #open} does. */
  public HttpCacheFileProvider() {}

  /**
   * Opens a file.
   *
   * @param file where; usually named after the program, with the suffix {@code .http_cache}
   * @return the store, which the caller closes after its clients
   * @throws ConfigurationException if it is a link or no plain file, somebody else's, or open to
   *     others' writing, or its folder cannot be written
   */
  public static HttpResponseStore at(Path file) {
    return FileResponseStore.open(new ResponseFile(file));
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
  public HttpResponseStore open(Map<String, String> settings) {
    TreeSet<String> unknown = new TreeSet<>(settings.keySet());
    unknown.remove(PATH);
    String path = settings.get(PATH);
    if (!unknown.isEmpty() || path == null || path.isBlank()) {
      throw new ConfigurationException(
          "the HTTP cache in a file has one setting, path"
              + (unknown.isEmpty() ? "; it is missing" : "; it does not know " + unknown));
    }
    try {
      return at(Path.of(path));
    } catch (InvalidPathException e) {
      throw new ConfigurationException("the HTTP cache's path is none: " + e.getReason());
    }
  }
}

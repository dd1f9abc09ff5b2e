package dev.latchkey.spi.tck;

import dev.latchkey.spi.system.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that a test makes up and changes. Paths are compared as they are written. Safe for
 * concurrent use.
 *
 * @since 0.1
 */
public final class MemoryFiles implements FileReader {

  private final Map<Path, byte[]> files = new ConcurrentHashMap<>();

  /** Begins with no file. */
  public MemoryFiles() {}

  /**
   * Writes a file, over the one that was there.
   *
   * @param file where
   * @param content its bytes, which are copied
   * @return these files
   */
  public MemoryFiles put(Path file, byte[] content) {
    files.put(file, content.clone());
    return this;
  }

  /**
   * Writes a file of text in UTF-8, over the one that was there.
   *
   * @param file where
   * @param content its text
   * @return these files
   */
  public MemoryFiles put(Path file, String content) {
    return put(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Deletes a file; one that is not there is no error.
   *
   * @param file which one
   * @return these files
   */
  public MemoryFiles delete(Path file) {
    files.remove(file);
    return this;
  }

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    byte[] content = files.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    if (content.length > longest) {
      throw new IOException("longer than " + longest + " bytes: " + file);
    }
    return content.clone();
  }
}

package dev.latchkey.spi.system;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads small files: certificates, federated tokens. Safe for concurrent use.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface FileReader {

  /**
   * Reads a whole file.
   *
   * @param file the file
   * @param longest the most bytes to read
   * @return its bytes
   * @throws IOException if it is missing, unreadable, no regular file, or longer than allowed; no
   *     part of it is returned
   */
  byte[] read(Path file, int longest) throws IOException;

  /** {@return the machine's files} */
  static FileReader system() {
    return new SystemFileReader();
  }
}

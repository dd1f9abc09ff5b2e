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

  /**
   * Tells whether a file is there, whatever its length.
   *
   * @param file the file
   * @return whether it is there and is a regular file
   */
  default boolean exists(Path file) {
    try {
      read(file, Integer.MAX_VALUE - 8);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a whole file that lies directly in a directory. A link in place of the file is refused,
   * also one that is put there at the last moment.
   *
   * @param directory the directory, which is trusted
   * @param name the name of the file in it, without separators; it may come from a stranger
   * @param longest the most bytes to read
   * @return its bytes
   * @throws IOException if the name is more than a name, or the file is missing, unreadable, a
   *     link, no regular file, or longer than allowed; no part of it is returned
   */
  default byte[] readIn(Path directory, String name, int longest) throws IOException {
    return read(FileNames.resolve(directory, name), longest);
  }

  /** {@return the machine's files} */
  static FileReader system() {
    return new SystemFileReader();
  }
}

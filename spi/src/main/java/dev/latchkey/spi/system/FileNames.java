package dev.latchkey.spi.system;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Keeps names that come from strangers inside the directory that they are looked up in. */
final class FileNames {

  private FileNames() {}

  static Path resolve(Path directory, String name) throws IOException {
    // The backslash and the colon are no separators on Linux; they are refused there all the same.
    if (!name.matches("[A-Za-z0-9._-]{1,255}") || name.equals(".") || name.equals("..")) {
      throw new IOException("not a plain file name; nothing was read in " + directory);
    }
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new IOException("not a file name; nothing was read in " + directory, e);
    }
  }
}

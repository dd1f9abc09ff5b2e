package dev.latchkey.spi.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** The machine's files. */
final class SystemFileReader implements FileReader {

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Files.exists(file)
          ? new IOException("not a regular file: " + file)
          : new NoSuchFileException(file.toString());
    }
    return readOpen(file, longest);
  }

  @Override
  public boolean exists(Path file) {
    return Files.isRegularFile(file);
  }

  @Override
  public byte[] readIn(Path directory, String name, int longest) throws IOException {
    Path file = FileNames.resolve(directory, name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("no such regular file in " + directory);
    }
    // The option, not the look before, is what stops a link that is put there in between.
    return readOpen(file, longest, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] readOpen(Path file, int longest, OpenOption... options) throws IOException {
    try (InputStream in = Files.newInputStream(file, options)) {
      byte[] bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new IOException("longer than " + longest + " bytes: " + file);
      }
      return bytes;
    }
  }
}

package dev.latchkey.spi.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's files. */
final class SystemFileReader implements FileReader {

  @Override
  public byte[] read(Path file, int longest) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          Files.exists(file) ? "not a regular file: " + file : "no such file: " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new IOException("longer than " + longest + " bytes: " + file);
      }
      return bytes;
    }
  }
}

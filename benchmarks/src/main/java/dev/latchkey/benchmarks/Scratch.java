package dev.latchkey.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder on the disk that the project lies on, and not in a folder that is memory. */
final class Scratch implements AutoCloseable {

  private final Path folder;

  Scratch() {
    try {
      Path classes =
          Path.of(Scratch.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      this.folder = Files.createTempDirectory(classes.resolveSibling("."), "scratch").normalize();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> left = Files.walk(folder)) {
      List<Path> deepestFirst = left.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

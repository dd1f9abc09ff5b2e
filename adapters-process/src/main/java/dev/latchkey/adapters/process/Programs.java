package dev.latchkey.adapters.process;

import dev.latchkey.domain.error.CredentialUnavailableException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where programs lie. An entry of the path that is relative, the working directory above all, could
 * hold a program of somebody else.
 */
final class Programs {

  private final List<Path> directories;
  private final List<String> endings;

  Programs(String path, boolean isWindows) {
    this.directories =
        Arrays.stream(path.split(File.pathSeparator, -1))
            .flatMap(Programs::directory)
            .filter(Path::isAbsolute)
            .distinct()
            .toList();
    this.endings = isWindows ? List.of(".exe", ".com") : List.of("");
  }

  private static Stream<Path> directory(String text) {
    try {
      return text.isBlank() ? Stream.empty() : Stream.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  /**
   * Finds a program.
   *
   * @param name its name, or where it lies
   */
  Path find(String name) {
    Path given = Path.of(name);
    if (given.isAbsolute()) {
      return Optional.of(given)
          .filter(this::isProgram)
          .orElseThrow(() -> new CredentialUnavailableException("there is no program " + name));
    }
    if (given.getNameCount() != 1 || given.getParent() != null) {
      throw new IllegalArgumentException(
          "a program is named by its name alone or by an absolute path");
    }
    return directories.stream()
        .flatMap(it -> endings.stream().map(ending -> it.resolve(name + ending)))
        .filter(this::isProgram)
        .findFirst()
        .orElseThrow(
            () ->
                new CredentialUnavailableException(
                    "there is no program " + name + " on the path of this process"));
  }

  // Given a script of Windows, the runtime would start a shell for it.
  private boolean isProgram(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file)
        && Files.isExecutable(file);
  }
}

package dev.latchkey.adapters.browser;

import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds programs. The system's own search looks into the current directory where the path has an
 * empty entry, and on Windows always.
 */
final class Programs {

  private final Platform platform;
  private final String path;

  Programs(EnvironmentReader environment) {
    this.platform = Platform.of(environment);
    this.path = environment.variable("PATH").orElse("");
  }

  /** {@return the program of that name or path, or null} */
  @Nullable Path find(String name) {
    String file = fileName(name);
    if (file.contains("/") || file.contains("\\")) {
      return existing("", file);
    }
    for (String folder : path.split(platform == Platform.WINDOWS ? ";" : ":", -1)) {
      Path found = existing(folder, file);
      if (found != null && found.isAbsolute()) {
        return found;
      }
    }
    return null;
  }

  // Batch files would be given to a shell, which reads its own meaning into an address.
  private String fileName(String name) {
    return platform != Platform.WINDOWS || name.toLowerCase(Locale.ROOT).endsWith(".exe")
        ? name
        : name + ".exe";
  }

  private static @Nullable Path existing(String folder, String file) {
    try {
      Path program = Path.of(folder, file);
      return Files.isRegularFile(program) && Files.isExecutable(program) ? program : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}

package dev.latchkey.cli;

import dev.latchkey.client.CacheProtection;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the key of the token cache comes from. */
final class CacheKeyOptions {

  /** At most one of them. */
  static final class Choice {

    @Option(
        names = "--cache-key-file",
        paramLabel = "F",
        description = "Takes the key of the token cache from this file; made if it is missing.")
    private @Nullable Path file;

    @Option(
        names = "--cache-key-env",
        paramLabel = "VAR",
        description = "The environment variable that holds the key of the token cache.")
    private @Nullable String variable;

    @Option(
        names = "--cache-key-keyring",
        description = "Takes the key of the token cache from the desktop's keyring (Linux).")
    private boolean keyring;
  }

  @ArgGroup private @Nullable Choice choice;

  private final EnvironmentReader environment;

  CacheKeyOptions(EnvironmentReader environment) {
    this.environment = environment;
  }

  boolean areGiven() {
    return choice != null;
  }

  /** Encrypts with the key that was named, else with the one in the person's own folder. */
  CacheProtection encrypted() {
    if (choice != null && choice.keyring) {
      return CacheProtection.encrypted("secret-service", Map.of());
    }
    if (choice != null && choice.variable != null) {
      // Looked at here, so that a typing mistake is one, and not a cache that fails.
      new SecretVariable(environment).read("--cache-key-env", choice.variable);
      return CacheProtection.encrypted("environment", Map.of("variable", choice.variable));
    }
    Path file = choice == null || choice.file == null ? usual() : choice.file;
    return CacheProtection.encrypted("key-file", Map.of("path", file.toString()));
  }

  /** In a folder of its own, so that the file that is sent around by mistake is half of it. */
  private Path usual() {
    return data()
        .map(folder -> folder.resolve("latchkey").resolve("cache-key"))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no place for the token cache's key; give --cache-key-file, --cache-key-env or"
                        + " --cache-key-keyring"));
  }

  private Optional<Path> data() {
    String system = environment.property("os.name").orElse("").toLowerCase(Locale.ROOT);
    Optional<Path> named =
        environment
            .variable(system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_DATA_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute);
    return named.or(
        () -> environment.property("user.home").map(home -> Path.of(home, ".local", "share")));
  }
}

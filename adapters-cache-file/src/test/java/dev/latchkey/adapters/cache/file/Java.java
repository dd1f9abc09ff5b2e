package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a test starts another process like its own. */
final class Java {

  private Java() {}

  /** A command line that runs a class of these tests; it may begin with other words. */
  static List<String> command(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                "-cp",
                classPath(),
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath() {
    return Stream.of(
            Java.class, FileTokenCacheStore.class, TokenCacheStore.class, CacheException.class)
        .map(Java::home)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}

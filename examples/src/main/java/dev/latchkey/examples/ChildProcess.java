package dev.latchkey.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process of the same class path, for examples that need two.
 *
 * @param main what it runs
 * @param arguments what it is told
 * @param variables what its environment has besides
 */
record ChildProcess(Class<?> main, List<String> arguments, Map<String, String> variables) {

  private static final long LIMIT_SECONDS = 60;

  static ChildProcess of(Class<?> main, String... arguments) {
    return new ChildProcess(main, List.of(arguments), Map.of());
  }

  ChildProcess with(String variable, String value) {
    return new ChildProcess(main, arguments, Map.of(variable, value));
  }

  /** {@return a program of the running JDK} */
  static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  /** Runs it to its end, which has to come within a minute. */
  List<String> lines() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    Path said = Files.createTempFile("latchkey-example", ".out");
    Path failed = Files.createTempFile("latchkey-example", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(said.toFile()).redirectError(failed.toFile());
      builder.environment().putAll(variables);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the other process did not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException("the other process failed: " + Files.readString(failed));
      }
      return Files.readAllLines(said);
    } finally {
      Files.delete(said);
      Files.delete(failed);
    }
  }
}

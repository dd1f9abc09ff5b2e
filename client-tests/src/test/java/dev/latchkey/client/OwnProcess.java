package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of these tests in a JVM in which nothing else has run. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * Starts it.
   *
   * @param option the JVM's
   * @param main the program
   * @param arguments its arguments
   * @return the process, which says everything by its standard output
   */
  static Process start(String option, Class<?> main, Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Runs it to its good end, and returns the lines that it said. */
  static List<String> run(String option, Class<?> main, Object... arguments) throws Exception {
    Process process = start(option, main, arguments);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = output.lines().toList();
      assertThat(process.waitFor()).as("%s", lines).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }
}

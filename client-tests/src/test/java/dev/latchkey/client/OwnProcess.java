package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of these tests in a JVM in which nothing else has run. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * Starts it.
   *
   * @param options the JVM's
   * @param main the program
   * @param arguments its arguments
   * @return the process, which says everything by its standard output
   */
  static Process start(List<String> options, Class<?> main, Object... arguments)
      throws IOException {
    return builder(options, main, arguments).start();
  }

  /**
   * Runs it to its good end.
   *
   * @return the lines that it said
   */
  static List<String> run(List<String> options, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    // Who reads from a process hears of no time limit; who waits for its end does.
    Path said = Files.createTempFile("latchkey-process", ".txt");
    try {
      Process process = builder(options, main, arguments).redirectOutput(said.toFile()).start();
      try {
        int code = process.waitFor();
        List<String> lines = Files.readAllLines(said);
        assertThat(code).as("%s", lines).isZero();
        return lines;
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(said);
    }
  }

  private static ProcessBuilder builder(List<String> options, Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}

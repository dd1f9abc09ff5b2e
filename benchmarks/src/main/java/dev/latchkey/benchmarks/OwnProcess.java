package dev.latchkey.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A measurement in a fresh JVM, which says what came out in lines of words. */
final class OwnProcess {

  private OwnProcess() {}

  /**
   * Runs a class to its end.
   *
   * @param heap the size of its heap, as Java options name it
   * @param main the class
   * @param arguments its arguments
   * @return the words of each line
   */
  static List<String[]> lines(String heap, Class<?> main, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    List<String[]> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line.split(" ", -1));
      }
    }
    if (process.waitFor() != 0) {
      throw new IOException(main.getSimpleName() + " failed; see above");
    }
    return lines;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}

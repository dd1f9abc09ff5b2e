package dev.latchkey.cli;

import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;

/**
 * One command, run in this process.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Run(int code, String out, String err) {

  static Run of(String... args) {
    return with(Map.of(), args);
  }

  static Run with(Map<String, String> variables, String... args) {
    return watched(new StringWriter(), variables, args);
  }

  /** Runs it with a standard error that somebody reads meanwhile. */
  static Run watched(StringWriter err, Map<String, String> variables, String... args) {
    StringWriter out = new StringWriter();
    int code =
        Latchkey.commandLine(environment(variables))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args);
    return new Run(code, out.toString(), err.toString());
  }

  static EnvironmentReader environment(Map<String, String> variables) {
    return new EnvironmentReader() {
      @Override
      public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
      }

      @Override
      public Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name));
      }
    };
  }
}

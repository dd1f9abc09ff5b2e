package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells of wrong options in two lines, in place of the whole help. */
final class UsageReport implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    FailureReport.tell(err, FailureReport.NAME + " " + SafeLine.of(message(failure)));
    FailureReport.tell(err, "  try: " + Advice.help(command));
    err.flush();
    return ExitCode.USAGE;
  }

  private static String message(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched()) + meant(unmatched);
    }
    return String.valueOf(failure.getMessage());
  }

  // Names of commands are ours; what was typed is not repeated.
  private static String meant(UnmatchedArgumentException failure) {
    return failure.getSuggestions().stream()
        .filter(failure.getCommandLine().getSubcommands()::containsKey)
        .findFirst()
        .map(it -> "; did you mean " + it)
        .orElse("");
  }

  // Whoever types a secret behind an option of another tool must not read it in a build log.
  private static String unmatched(List<String> arguments) {
    List<String> options =
        arguments.stream()
            .filter(it -> it.matches("--?[A-Za-z][A-Za-z-]*(=.*)?"))
            .map(it -> it.replaceFirst("=.*", ""))
            .toList();
    return options.isEmpty()
        ? "unexpected argument (" + arguments.size() + " in all)"
        : "unknown option " + String.join(", ", options);
  }
}

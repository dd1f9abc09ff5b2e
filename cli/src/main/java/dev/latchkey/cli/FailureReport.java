package dev.latchkey.cli;

import dev.latchkey.cli.text.Ink;
import dev.latchkey.cli.text.Paragraph;
import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.cli.text.Screen;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OutsideText;
import dev.latchkey.domain.error.TokenException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells of a failure in three lines: what it was, what is known to look further, what to do. */
final class FailureReport implements IExecutionExceptionHandler {

  /** How every failure begins. */
  static final String NAME = "latchkey:";

  private static final int INDENT = 2;

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    int code = ExitCode.of(failure);
    if (code == ExitCode.UNEXPECTED && !(failure instanceof TokenException)) {
      tell(err, NAME + " unexpected: " + SafeLine.of(failure.toString()));
      failure.printStackTrace(err);
    } else {
      tell(err, NAME + " " + SafeLine.of(String.valueOf(failure.getMessage())));
      details(failure, LogOptions.tellsPersonalData(parseResult))
          .ifPresent(line -> tell(err, line));
    }
    tell(err, Advice.of(failure, command));
    err.flush();
    return code;
  }

  /** Prints a line of a failure, which a screen breaks at blanks. */
  static void tell(PrintWriter err, String line) {
    for (String part : Paragraph.of(line, Screen.width(err), INDENT)) {
      boolean first = part.startsWith(NAME);
      err.println(first ? Ink.BAD.on(err, NAME) + part.substring(NAME.length()) : part);
    }
  }

  private static Optional<String> details(Exception failure, boolean personalData) {
    if (!(failure instanceof TokenException known)) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    known.error().ifPresent(error -> parts.add(told(error, personalData)));
    known.correlationId().ifPresent(id -> parts.add("correlation id " + id));
    known.retryAfter().ifPresent(wait -> parts.add("retry after " + wait.toSeconds() + " s"));
    return parts.isEmpty() ? Optional.empty() : Optional.of("  " + String.join("; ", parts));
  }

  private static String told(OAuthError error, boolean personalData) {
    String numbers = error.codes().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "error "
        + SafeLine.of(error.code().value())
        + (numbers.isEmpty() ? "" : " (" + numbers + ")")
        + error.description().map(text -> ": " + shown(text, personalData)).orElse("");
  }

  // Output ends up in the logs of builds, which many read.
  private static String shown(String text, boolean personalData) {
    return SafeLine.of(personalData ? text : OutsideText.withoutPersonalData(text));
  }
}

package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OutsideText;
import dev.latchkey.domain.error.TokenException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells of a failure in two lines: what it was, and what is known to look further. */
final class FailureReport implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    int code = ExitCode.of(failure);
    if (code == ExitCode.UNEXPECTED && !(failure instanceof TokenException)) {
      err.println("latchkey: unexpected: " + SafeLine.of(failure.toString()));
      failure.printStackTrace(err);
    } else {
      err.println("latchkey: " + SafeLine.of(String.valueOf(failure.getMessage())));
      details(failure, command, LogOptions.tellsPersonalData(parseResult)).forEach(err::println);
    }
    err.flush();
    return code;
  }

  private static List<String> details(
      Exception failure, CommandLine command, boolean personalData) {
    if (!(failure instanceof TokenException known)) {
      return List.of(UsageReport.hint(command));
    }
    List<String> parts = new ArrayList<>();
    known.error().ifPresent(error -> parts.add(told(error, personalData)));
    known.correlationId().ifPresent(id -> parts.add("correlation id " + id));
    known.retryAfter().ifPresent(wait -> parts.add("retry after " + wait.toSeconds() + " s"));
    if (failure instanceof InteractionRequiredException) {
      parts.add("sign in with a command that asks a person");
    }
    return parts.isEmpty() ? List.of() : List.of("  " + String.join("; ", parts));
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

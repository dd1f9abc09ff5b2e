package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.domain.error.TokenException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What to do about a failure: the last line that a command prints. */
final class Advice {

  private Advice() {}

  static String of(Exception failure, CommandLine command) {
    return "  try: "
        + switch (ExitCode.of(failure)) {
          case ExitCode.USAGE -> help(command);
          case ExitCode.INTERACTION_REQUIRED ->
              "latchkey token interactive, or latchkey token device-code without a browser";
          case ExitCode.REJECTED ->
              failure instanceof TokenException known && known.isTransient()
                  ? "the same again later"
                  : "comparing client id, credential, scopes and tenant with the registration";
          case ExitCode.TRANSPORT ->
              doctor(command.getParseResult()) + ", with the same options for the connection";
          case ExitCode.CACHE ->
              "another file, or none: it must be yours to read and write, and the key the same";
          case ExitCode.BROKER -> "latchkey token interactive, which does without a broker";
          case ExitCode.CANCELLED -> "the same again; nothing was kept";
          default -> "latchkey doctor; if nothing fails there, report the lines above";
        };
  }

  static String help(CommandLine command) {
    return command.getCommandSpec().qualifiedName() + " --help";
  }

  private static String doctor(ParseResult parsed) {
    for (String option : List.of("--authority", "--oidc-authority")) {
      if (parsed.hasMatchedOption(option)) {
        String url = parsed.matchedOption(option).getValue();
        return "latchkey doctor " + option + " " + SafeLine.of(url);
      }
    }
    return "latchkey doctor --authority URL";
  }
}

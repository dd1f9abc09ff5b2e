package dev.latchkey.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** What is told on the way. Tokens and secrets never are. */
final class LogOptions {

  private static final String VERBOSE = "--verbose";
  private static final String PERSONAL_DATA = "--log-personal-data";

  @Option(
      names = {"-v", VERBOSE},
      description = {
        "Tells on standard error what is sent and how it ends; tokens, secrets and names of people"
            + " are left out."
      })
  @SuppressWarnings("UnusedVariable") // the strategy below reads it from the parser
  private boolean verbose;

  @Option(
      names = PERSONAL_DATA,
      description =
          "Lets --verbose and failures tell names of people, too. Leave it out where others read"
              + " the output.")
  private boolean personalData;

  boolean personalData() {
    return personalData;
  }

  /** Runs a command, verbosely if it says so. What befalls the token cache is said in any case. */
  static int execute(ParseResult parsed) {
    ParseResult last = last(parsed);
    PrintWriter err = last.commandSpec().commandLine().getErr();
    try (LibraryLog log = isGiven(last, VERBOSE) ? LibraryLog.all(err) : LibraryLog.ofCache(err)) {
      int code = new RunLast().execute(parsed);
      log.flush();
      return code;
    }
  }

  static boolean tellsPersonalData(ParseResult parsed) {
    return isGiven(last(parsed), PERSONAL_DATA);
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }

  private static boolean isGiven(ParseResult parsed, String name) {
    return parsed.hasMatchedOption(name);
  }
}

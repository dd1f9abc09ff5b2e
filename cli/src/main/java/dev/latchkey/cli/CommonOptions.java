package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command gets: help, and the way help looks. */
@Command(
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n",
    sortOptions = false,
    usageHelpAutoWidth = true)
final class CommonOptions {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean help;
}

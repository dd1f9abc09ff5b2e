package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of one command, in the macros of man(7), from what its help says. */
final class ManPage {

  private final CommandLine command;
  private final CommandSpec spec;
  private final List<String> lines = new ArrayList<>();

  ManPage(CommandLine command) {
    this.command = command;
    this.spec = command.getCommandSpec();
  }

  /** {@return latchkey-token for {@code latchkey token}} */
  String name() {
    return name(spec);
  }

  private static String name(CommandSpec of) {
    return of.qualifiedName("-");
  }

  /** {@return the page} */
  String text(String version) {
    lines.add(".TH " + name() + " 1 \"\" \"" + version + "\" \"Latchkey\"");
    section("NAME", name() + " - " + sentence(spec));
    section(
        "SYNOPSIS", String.join(" ", spec.usageMessage().customSynopsis()).replaceAll(" +", " "));
    section("DESCRIPTION", String.join(" ", spec.usageMessage().description()));
    heading("OPTIONS");
    spec.positionalParameters().forEach(it -> item(escape(Synopsis.value(it)), it.description()));
    OptionList.of(spec)
        .forEach(
            (title, options) -> {
              if (!title.isEmpty()) {
                lines.add(".SS " + title);
              }
              options.forEach(this::option);
            });
    if (!command.getSubcommands().isEmpty()) {
      heading("COMMANDS");
      command
          .getSubcommands()
          .forEach((name, it) -> item(bold(name), sentence(it.getCommandSpec())));
    }
    heading("EXIT STATUS");
    spec.usageMessage().exitCodeList().forEach((code, means) -> item(bold(code), means));
    heading("ENVIRONMENT");
    item(bold("NO_COLOR"), "No colours, if set to anything.");
    item(bold("LATCHKEY_JAVA_OPTS"), "Options for Java, such as -Xmx256m.");
    heading("EXAMPLES");
    lines.add(".nf");
    Arrays.stream(spec.usageMessage().footer()).map(ManPage::escape).forEach(lines::add);
    lines.add(".fi");
    section("SEE ALSO", related().stream().map(it -> it + "(1)").collect(Collectors.joining(", ")));
    return String.join("\n", lines) + "\n";
  }

  private List<String> related() {
    List<String> names = new ArrayList<>();
    if (spec.parent() != null) {
      names.add(name(spec.parent()));
    }
    command.getSubcommands().values().stream()
        .filter(it -> !it.getCommandSpec().helpCommand())
        .forEach(it -> names.add(name(it.getCommandSpec())));
    return names;
  }

  private void option(OptionSpec option) {
    String names =
        Arrays.stream(option.names()).map(ManPage::bold).collect(Collectors.joining(", "));
    String label = option.arity().max() == 0 ? "" : " \\fI" + escape(option.paramLabel()) + "\\fR";
    item(names + label, option.description());
  }

  private static String sentence(CommandSpec of) {
    // Of all commands only picocli's own, help, has a header.
    String[] header = of.usageMessage().header();
    return header.length > 0 ? header[0] : of.usageMessage().description()[0];
  }

  private void heading(String title) {
    lines.add(".SH " + title);
  }

  private void section(String title, String text) {
    heading(title);
    lines.add(escape(text));
  }

  private void item(String tag, String... text) {
    lines.add(".TP");
    lines.add(tag);
    lines.add(escape(String.join(" ", text)));
  }

  private static String bold(String word) {
    return "\\fB" + escape(word) + "\\fR";
  }

  // A hyphen that is typed is not one that a line may break at; a dot in front would be a macro.
  private static String escape(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.matches("(?s)[.'].*") ? "\\&" + escaped : escaped;
  }
}

package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** All commands that there are, and those that a text shows. */
final class Commands {

  // A line that goes on below is one line; what a shell does with the output is not the command's.
  private static final Pattern SHOWN =
      Pattern.compile("(?m)^.*?(?:^|[\\s(/])latchkey ((?:(?! {2}|[|>)#]).)+)");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");

  private Commands() {}

  /** {@return the names that lead to each command, the root's being none} */
  static Stream<List<String>> paths() {
    return below(List.of(), Latchkey.commandLine(Run.environment(Map.of())));
  }

  private static Stream<List<String>> below(List<String> path, CommandLine command) {
    return Stream.concat(
        Stream.of(path),
        command.getSubcommands().entrySet().stream()
            .filter(it -> !it.getValue().getCommandSpec().helpCommand())
            .flatMap(it -> below(with(path, it.getKey()), it.getValue())));
  }

  static CommandLine at(List<String> path) {
    CommandLine command = Latchkey.commandLine(Run.environment(Map.of()));
    for (String name : path) {
      command = command.getSubcommands().get(name);
    }
    return command;
  }

  /** {@return the arguments of each command in a text; not those that leave something open} */
  static List<List<String>> shownIn(String text) {
    Matcher shown = SHOWN.matcher(text.replaceAll("\\\\\\R\\s*", ""));
    List<List<String>> commands = new ArrayList<>();
    while (shown.find()) {
      String line = shown.group(1);
      if (!line.matches(".*(\\[|\\u2026|\\.\\.\\.).*")) {
        commands.add(
            WORD.matcher(line)
                .results()
                .map(it -> it.group().replaceAll("^(['\"])(.*)\\1$", "$2"))
                .toList());
      }
    }
    return commands;
  }

  static List<String> with(List<String> path, String name) {
    return Stream.concat(path.stream(), Stream.of(name)).toList();
  }

  static List<String> with(String name, List<String> path) {
    return Stream.concat(Stream.of(name), path.stream()).toList();
  }
}

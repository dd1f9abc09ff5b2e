package dev.latchkey.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists the options of a command by what they are about: three dozen in one list help nobody. */
final class OptionList implements IHelpSectionRenderer {

  /** The headings, by the names of the fields that bring shared options in. */
  private static final Map<String, String> HEADINGS =
      Map.of(
          "authority", "Authority",
          "credential", "Credential",
          "cache", "Token cache",
          "http", "Connection",
          "log", "Log");

  private static final List<String> ORDER =
      List.of("", "Credential", "Authority", "Token cache", "Connection", "Log");

  /** {@return the options that are not hidden by their heading; first those without one} */
  static Map<String, List<OptionSpec>> of(CommandSpec spec) {
    Map<String, String> headings = new HashMap<>();
    collect(spec, headings);
    Map<String, List<OptionSpec>> lists = new LinkedHashMap<>();
    for (String heading : ORDER) {
      List<OptionSpec> options =
          spec.options().stream()
              .filter(option -> !option.hidden())
              .filter(it -> headings.getOrDefault(it.longestName(), "").equals(heading))
              .toList();
      if (!options.isEmpty()) {
        lists.put(heading, options);
      }
    }
    return lists;
  }

  private static void collect(CommandSpec spec, Map<String, String> headings) {
    spec.mixins()
        .forEach(
            (name, mixin) -> {
              String heading = HEADINGS.get(name);
              if (heading == null) {
                collect(mixin, headings);
              } else {
                mixin.options().forEach(it -> headings.put(it.longestName(), heading));
              }
            });
  }

  @Override
  public String render(Help help) {
    return of(help.commandSpec()).entrySet().stream()
        .map(list -> rendered(help, list.getKey(), list.getValue()))
        .collect(Collectors.joining());
  }

  private static String rendered(Help help, String heading, List<OptionSpec> options) {
    // The columns are those of all options, so the lists stand below each other.
    Help.Layout layout = help.createDefaultLayout();
    layout.addOptions(options, help.parameterLabelRenderer());
    return (heading.isEmpty() ? "" : help.createHeading("%n" + heading + ":%n")) + layout;
  }
}

package dev.latchkey.cli;

import dev.latchkey.cli.text.Paragraph;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What has to be typed: the options that a command wants, not the three dozen that it takes. */
final class Synopsis {

  private static final String HEADING = "Usage: ";
  private static final int WIDTH = 80;

  private Synopsis() {}

  static String[] of(CommandSpec spec) {
    Stream<String> required =
        spec.options().stream()
            // one of several is wanted by its group, if at all
            .filter(it -> it.required() && it.group() == null)
            .map(it -> it.longestName() + "=" + it.paramLabel());
    Stream<String> values = spec.positionalParameters().stream().map(Synopsis::value);
    String line =
        Stream.of(
                Stream.of(HEADING + spec.qualifiedName(), "[OPTIONS]"),
                required,
                values,
                spec.subcommands().isEmpty() ? Stream.<String>of() : Stream.of("COMMAND"))
            .flatMap(it -> it)
            .collect(Collectors.joining(" "));
    List<String> lines = Paragraph.of(line, WIDTH, HEADING.length());
    return Stream.concat(
            Stream.of(lines.get(0).substring(HEADING.length())), lines.stream().skip(1))
        .toArray(String[]::new);
  }

  /** {@return how a value is shown that stands without the name of an option} */
  static String value(PositionalParamSpec value) {
    String label = value.paramLabel() + (value.isMultiValue() ? "..." : "");
    return value.required() ? label : "[" + label + "]";
  }
}

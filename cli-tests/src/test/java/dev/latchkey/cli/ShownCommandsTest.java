package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the help and the documentation show can be typed. */
class ShownCommandsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|bash)?\\n(.*?)^```");

  @ParameterizedTest
  @MethodSource("dev.latchkey.cli.Commands#paths")
  void examplesOfTheHelpAreUnderstood(List<String> path) {
    String[] footer = Commands.at(path).getCommandSpec().usageMessage().footer();
    List<List<String>> shown = Commands.shownIn(String.join("\n", footer));

    assertThat(shown).isNotEmpty().allSatisfy(ShownCommandsTest::isUnderstood);
    assertThat(footer)
        .as("can be copied, since no line is broken")
        .allMatch(it -> it.length() < 80);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfTheDocumentationAreUnderstood(Path page) throws IOException {
    String blocks =
        BLOCK
            .matcher(Files.readString(page))
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.joining("\n"));

    assertThat(Commands.shownIn(blocks)).allSatisfy(ShownCommandsTest::isUnderstood);
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(it -> it.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @Test
  void commandsAreFoundInAText() {
    String text =
        """
        export X=1
        latchkey token \\
            --scope 'a b' | jq .
        ./latchkey demo      # plays
        source <(latchkey completion bash)
        latchkey doctor [--json]
        """;

    assertThat(Commands.shownIn(text))
        .containsExactly(
            List.of("token", "--scope", "a b"), List.of("demo"), List.of("completion", "bash"));
  }

  private static void isUnderstood(List<String> args) {
    assertThatCode(
            () ->
                Latchkey.commandLine(Run.environment(Map.of()))
                    .parseArgs(args.toArray(String[]::new)))
        .as("latchkey %s", String.join(" ", args))
        .doesNotThrowAnyException();
  }
}

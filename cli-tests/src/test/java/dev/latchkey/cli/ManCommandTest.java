package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.OptionSpec;

class ManCommandTest {

  private static final List<String> SECTIONS =
      List.of(
          "NAME",
          "SYNOPSIS",
          "DESCRIPTION",
          "OPTIONS",
          "EXIT STATUS",
          "ENVIRONMENT",
          "EXAMPLES",
          "SEE ALSO");

  @ParameterizedTest
  @MethodSource("dev.latchkey.cli.Commands#paths")
  void pageOfACommandHasAllThatItsHelpHas(List<String> path) {
    Run run = Run.of(Stream.concat(Stream.of("man"), path.stream()).toArray(String[]::new));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .doesNotContain("%n")
        .matches("(?s)\\.TH latchkey\\S* 1 \"\" \"latchkey \\d.*");
    assertThat(run.out().lines().filter(line -> line.startsWith(".SH ")))
        .map(line -> line.substring(4))
        .filteredOn(title -> !title.equals("COMMANDS"))
        .isEqualTo(SECTIONS);
    assertThat(Commands.at(path).getCommandSpec().options().stream().map(OptionSpec::longestName))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(run.out()).contains("\\fB" + name.replace("-", "\\-")));
  }

  @Test
  void onlyMacrosBeginWithADot() {
    String page = Run.of("man", "token", "client-credentials").out();

    assertThat(page.lines().filter(line -> line.startsWith(".")))
        .allMatch(line -> line.matches("\\.(TH|SH|SS|TP|nf|fi)( .*)?"));
    // what is typed must be copied as it is: no macro, no typographic hyphen, no lost backslash
    assertThat(page.substring(page.indexOf('\n')))
        .contains("\\-\\-secret\\-env APP_SECRET \\e\n")
        .doesNotContainPattern("[^\\\\]-");
  }

  @Test
  void allPagesGoIntoAFolder(@TempDir Path folder) throws IOException {
    Path pages = folder.resolve("man/man1");

    Run run = Run.of("man", "--out", pages.toString());

    assertThat(run.code()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(pages)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Commands.paths()
                  .map(it -> String.join("-", Commands.with("latchkey", it)) + ".1")
                  .toList());
    }
    assertThat(pages.resolve("latchkey-token-device-code.1"))
        .content()
        .isEqualTo(Run.of("man", "token", "device-code").out());
  }

  @Test
  void aCommandThatIsNotThereIsAUsageError() {
    Run run = Run.of("man", "token", "tea");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no such command below latchkey token");
  }
}

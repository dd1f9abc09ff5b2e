package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token",
        "token client-credentials",
        "token silent",
        "accounts",
        "accounts list",
        "accounts remove",
        "cache",
        "cache inspect",
        "cache convert",
        "cache prune",
        "demo",
        "doctor",
        "sandbox"
      })
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    String[] path =
        Arrays.stream(command.split(" ")).filter(it -> !it.isEmpty()).toArray(String[]::new);

    Run run = Run.of(Stream.concat(Stream.of(path), Stream.of("--help")).toArray(String[]::new));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            ("Usage: latchkey " + command).stripTrailing(),
            "Options:",
            "--help",
            "Examples:",
            "Exit codes:",
            "130   cancelled");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void tellsItsVersion() {
    Run run = Run.of("--version");

    assertThat(run.code()).isZero();
    assertThat(run.out()).matches("(?s)latchkey \\d+\\.\\d+.*Java \\d+.*");
  }

  @Test
  void helpIsACommandToo() {
    assertThat(Run.of("help").out()).contains("Commands:", "demo", "token", "doctor", "sandbox");
    assertThat(Run.of("help", "doctor").out()).contains("Usage: latchkey doctor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "token", "tokens", "token device-code", "accounts", "account", "--no-such"})
  void whatDoesNotExistIsAUsageErrorThatPointsToTheHelp(String line) {
    String[] args =
        Arrays.stream(line.split(" ")).filter(it -> !it.isEmpty()).toArray(String[]::new);

    Run run = Run.of(args);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("latchkey: ").contains("--help");
  }
}

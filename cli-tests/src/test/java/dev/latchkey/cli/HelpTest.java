package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @MethodSource("dev.latchkey.cli.Commands#paths")
  void everyCommandHasHelpWithExamplesAndExitCodes(List<String> path) {
    Run run = Run.of(Stream.concat(path.stream(), Stream.of("--help")).toArray(String[]::new));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "Usage: " + String.join(" ", Commands.with("latchkey", path)),
            "Options:",
            "--help",
            "Examples:",
            "  latchkey ",
            "Exit codes:",
            "130   cancelled");
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
  }

  @Test
  void optionsStandUnderWhatTheyAreAbout() {
    String help = Run.of("token", "client-credentials", "--help").out();

    assertThat(help)
        .containsSubsequence(
            "[OPTIONS] --client-id=ID --scope=S",
            "Options:",
            "--client-id=ID",
            "Credential:",
            "--secret-env",
            "Authority:",
            "--oidc-authority",
            "Connection:",
            "--proxy",
            "Log:",
            "--verbose");
    assertThat(help.split("--oidc-authority=", -1)).as("each once").hasSize(2);
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

  @Test
  void aMisspeltCommandIsGuessed() {
    assertThat(Run.of("token", "client-credentals").err())
        .contains("did you mean client-credentials")
        .doesNotContain("credentals");
    assertThat(Run.of("docter").err()).contains("did you mean doctor");
  }
}

package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class CompletionCommandTest {

  private static final String ASK =
      """
      source "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
      compopt() { :; } # is for the shell at the keyboard
      _complete_latchkey
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path folder;

  private List<String> completed(String... words) throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, Run.of("completion", "bash").out());
    Path ask = Files.writeString(folder.resolve("ask"), ASK);
    List<String> command = new ArrayList<>(List.of("bash", ask.toString(), script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return out.lines().map(String::strip).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "doc, doctor",
    "token cli, client-credentials",
    "token device-code --oidc, --oidc-authority",
    "token device-code --format h, header",
    "token client-credentials --algorithm PS, PS256"
  })
  void bashCompletesCommandsOptionsAndValues(String typed, String wanted) throws Exception {
    String[] words = ("latchkey " + typed).split(" ");

    assertThat(completed(words)).contains(wanted);
  }

  @Test
  void bashIsOfferedEveryCommand() throws Exception {
    assertThat(completed("latchkey", ""))
        .containsAll(Commands.at(List.of()).getSubcommands().keySet());
  }

  @Test
  void oneScriptServesBothShells() {
    assertThat(Run.of("completion", "zsh").out())
        .isEqualTo(Run.of("completion", "bash").out())
        .contains("ZSH_VERSION", "bashcompinit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fish"})
  void anotherShellIsAUsageErrorThatListsTheKnown(String shell) {
    Run run = shell.isEmpty() ? Run.of("completion") : Run.of("completion", shell);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("SHELL", "completion --help");
  }
}

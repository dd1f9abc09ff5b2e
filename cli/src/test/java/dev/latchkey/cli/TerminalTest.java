package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Screen;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  private static PrintWriter open(Map<String, String> variables, String launcher, boolean guess) {
    EnvironmentReader environment =
        new EnvironmentReader() {
          @Override
          public Optional<String> variable(String name) {
            return Optional.ofNullable(variables.get(name));
          }

          @Override
          public Optional<String> property(String name) {
            return Optional.ofNullable(launcher);
          }
        };
    return new Terminal(environment, () -> guess, () -> 100)
        .open(new ByteArrayOutputStream(), "err");
  }

  @ParameterizedTest
  @CsvSource({
    "'out,err', false, true",
    "err,       false, true",
    "out,       true,  false",
    "none,      true,  false",
    ",          true,  true",
    ",          false, false"
  })
  void theLauncherKnowsBestWhetherSomebodyLooks(String launcher, boolean guess, boolean seen) {
    PrintWriter err = open(Map.of("TERM", "xterm"), launcher, guess);

    assertThat(err instanceof Screen).isEqualTo(seen);
    assertThat(Screen.hasColours(err)).isEqualTo(seen);
    assertThat(Screen.width(err)).isEqualTo(seen ? 100 : Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1, true", "NO_COLOR, 0, true", "TERM, dumb, false"})
  void whoWantsNoColoursGetsNone(String variable, String value, boolean screen) {
    PrintWriter err = open(Map.of(variable, value), "out,err", true);

    assertThat(Screen.hasColours(err)).isFalse();
    assertThat(err instanceof Screen).isEqualTo(screen);
  }
}

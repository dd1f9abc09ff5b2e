package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Screen screen = new Screen(bytes, true, () -> 72);

  private String seen() {
    screen.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aPrintedLineTakesThePlaceOfWhatWasShown() {
    screen.show("waiting");
    screen.println("done");
    screen.println("next");

    assertThat(seen())
        .isEqualTo(
            "\r\u001b[K\u001b[?7lwaiting\u001b[?7h\r\u001b[Kdone"
                + System.lineSeparator()
                + "next"
                + System.lineSeparator());
  }

  @Test
  void nothingIsTakenAwayTwice() {
    screen.clear();
    screen.show("x");
    screen.clear();
    screen.clear();

    assertThat(seen()).isEqualTo("\r\u001b[K\u001b[?7lx\u001b[?7h\r\u001b[K");
  }

  @Test
  void coloursAreForScreensThatHaveThem() {
    PrintWriter file = new PrintWriter(new StringWriter());
    Screen plain = new Screen(bytes, false, () -> 72);

    assertThat(Ink.GOOD.on(screen, "ok")).isEqualTo("\u001b[32mok\u001b[m");
    assertThat(Ink.GOOD.on(plain, "ok")).isEqualTo("ok");
    assertThat(Ink.GOOD.on(file, "ok")).isEqualTo("ok");
    assertThat(Screen.width(screen)).isEqualTo(72);
    assertThat(Screen.width(file)).isEqualTo(Integer.MAX_VALUE);
  }
}

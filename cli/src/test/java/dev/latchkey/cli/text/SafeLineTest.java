package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeLineTest {

  @Test
  void keepsWordsAndTakesControlOut() {
    assertThat(SafeLine.of(" caf\u00e9\r\n\u001b[31mred\u202e \u2028x\ud800 "))
        .isEqualTo("caf\u00e9 [31mred x");
  }

  @Test
  void endsLongTexts() {
    assertThat(SafeLine.of("x".repeat(700))).hasSize(600).endsWith("...");
  }
}

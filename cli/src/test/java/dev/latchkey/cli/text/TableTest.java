package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsWordsLeftAndNumbersRight() {
    Table table = new Table(Set.of(1), "NAME", "N", "WORDS");
    table.row("first", "7", "a");
    table.row("x", "1234", "bc");

    assertThat(table.lines())
        .containsExactly(
            "NAME      N  WORDS", "----      -  -----", "first     7  a", "x      1234  bc");
  }

  @Test
  void theLastColumnGoesOnBelowItself() {
    Table table = new Table(Set.of(), "NAME", "WORDS");
    table.row("first", "one two three four five six");

    assertThat(table.lines(28))
        .containsExactly(
            "NAME   WORDS", "----   -----", "first  one two three four", "       five six");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table(Set.of(), "A").row("1", "2"));
  }
}

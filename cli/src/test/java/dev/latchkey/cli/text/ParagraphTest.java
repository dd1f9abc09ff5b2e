package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ParagraphTest {

  @Test
  void goesOnBelowItself() {
    assertThat(Paragraph.of("ok    java  seventeen, of somebody else's making", 34, 12))
        .containsExactly("ok    java  seventeen, of somebody", "            else's making");
  }

  @Test
  void aWordThatIsTooLongStaysWhole() {
    assertThat(Paragraph.of("see https://login.example.org/realms/name for it", 28, 4))
        .containsExactly("see https://login.example.org/realms/name", "    for it");
  }

  @Test
  void whatFitsOrIsTooNarrowIsLeftAlone() {
    assertThat(Paragraph.of("a b", 3, 0)).containsExactly("a b");
    assertThat(Paragraph.of("a word or two", 10, 5)).containsExactly("a word or two");
  }

  @Property(tries = 500)
  void noWordIsLostAndNoLineIsTooLong(
      @ForAll @Size(min = 1, max = 30)
          List<@AlphaChars @StringLength(min = 1, max = 12) String> words,
      @ForAll @IntRange(min = 0, max = 20) int indent) {
    String text = "x".repeat(indent) + String.join(" ", words);
    List<String> lines = Paragraph.of(text, indent + 34, indent);

    assertThat(String.join(" ", lines).strip().replaceAll(" +", " ")).isEqualTo(text);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(indent + 34));
  }
}

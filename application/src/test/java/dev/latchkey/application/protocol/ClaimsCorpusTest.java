package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.request.ClaimsChallenge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of claims.txt: what is sent of a challenge, or why none of it. */
class ClaimsCorpusTest {

  private static final Pattern NUMBER = Pattern.compile("%([0-9A-F]{2,5})");
  private static final Pattern REPEATED = Pattern.compile("@(\\d+)\\*\\(([^)]*)\\)");

  record Row(
      String name,
      List<String> capabilities,
      @Nullable String own,
      @Nullable String challenge,
      String outcome) {

    static Row of(String line) {
      String[] cells = line.split("\\|", 5);
      String capabilities = cells[1].strip();
      return new Row(
          cells[0].strip(),
          capabilities.equals("-") ? List.of() : List.of(capabilities.split(" ", -1)),
          plain(cells[2].strip()),
          plain(cells[3].strip()),
          cells[4].strip());
    }

    private static @Nullable String plain(String cell) {
      return cell.equals("-") ? null : written(cell);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static String written(String cell) {
    String characters =
        NUMBER
            .matcher(cell)
            .replaceAll(
                it ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(it.group(1), 16))));
    return REPEATED
        .matcher(characters)
        .replaceAll(
            it -> Matcher.quoteReplacement(it.group(2).repeat(Integer.parseInt(it.group(1)))));
  }

  static List<Row> rows() throws IOException {
    try (InputStream in = ClaimsCorpusTest.class.getResourceAsStream("claims.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .map(Row::of)
          .toList();
    }
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(rows()).hasSize(66).extracting(Row::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Tag("S-070")
  @Tag("S-071")
  @Tag("S-072")
  void rowEndsAsItSays(Row row) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> check(row));
  }

  private static void check(Row row) {
    if (row.outcome.startsWith("!")) {
      assertThatThrownBy(() -> challenge(row.challenge))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("claims is not usable: ")
          .hasMessageContaining(row.outcome.substring(1).strip())
          .message()
          .doesNotContain("marker")
          .hasSizeLessThan(300);
      return;
    }
    String sent =
        new ClaimsParameter(row.capabilities).of(challenge(row.own), challenge(row.challenge));
    String expected = written(row.outcome.substring(1).strip());
    switch (expected) {
      case "-" -> assertThat(sent).isNull();
      case "verbatim" -> assertThat(sent).isEqualTo(row.challenge);
      default -> {
        assertThat(sent).isEqualTo(expected);
        assertThat(StrictJson.object(Objects.requireNonNull(sent)).names()).isNotEmpty();
      }
    }
  }

  private static @Nullable ClaimsChallenge challenge(@Nullable String json) {
    return json == null ? null : ClaimsChallenge.of(json);
  }
}

package dev.latchkey.domain.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTextTest {

  private static final String MASK = "***";

  static Stream<Arguments> corpus() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OutsideTextTest.class.getResourceAsStream("outside-texts.txt"))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return lines.stream().map(OutsideTextTest::row);
    }
  }

  private static Arguments row(String line) {
    int bar = line.lastIndexOf(" | ");
    String came = line.substring(0, bar);
    String shown = line.substring(bar + 3);
    return Arguments.of(came, shown.equals("=") ? came : shown);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void secretsAreMaskedAndEverythingElseStays(String came, String shown) {
    assertThat(OutsideText.withoutSecrets(came)).isEqualTo(shown);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void whatWasMaskedOnceIsNotChangedAgain(String came, String shown) {
    assertThat(OutsideText.withoutSecrets(shown)).isEqualTo(shown);
  }

  @Provide
  Arbitrary<String> secrets() {
    Arbitrary<Integer> lengths = Arbitraries.integers().between(40, 400);
    Arbitrary<Long> seeds = Arbitraries.longs();
    return lengths.flatMap(
        length ->
            seeds.map(
                seed -> {
                  byte[] bytes = new byte[length];
                  new Random(seed).nextBytes(bytes);
                  return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
                }));
  }

  @Provide
  Arbitrary<String> surroundings() {
    return Arbitraries.of(
        " ", "'", "\"", ": ", "(", "<p>", "\n", ", ", "=", "&token=", "?x=", "/", "#", "\\n", "|");
  }

  @Property(tries = 2000)
  void randomTokensOfUsualLengthAreMaskedWhereverTheyStand(
      @ForAll("secrets") String secret,
      @ForAll("surroundings") String before,
      @ForAll("surroundings") String after) {
    String shown = OutsideText.withoutSecrets("refused" + before + secret + after + "here");

    assertThat(shown).contains(MASK).doesNotContain(secret.substring(4, 20));
  }

  @Property(tries = 500)
  void noPieceOfATokenIsLeftWhereALineIsCut(@ForAll("secrets") String secret) {
    for (int before : new int[] {0, 10, 250, 2_030, 2_040}) {
      assertThat(OutsideText.line("x ".repeat(before / 2) + secret + secret, 256))
          .doesNotContain(secret.substring(0, 8));
    }
  }

  @Property(tries = 1000)
  void anyTextBecomesOneBoundedLine(@ForAll String text) {
    String line = OutsideText.line(text, 40);

    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(40);
    assertThat(line.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Password>",
        "\"password\":\"\\\"",
        "a",
        "aB1",
        "Bearer ",
        "code=",
        "-----BEGIN A-----",
        "a@",
        "%2",
        "\\\"password\\\":\\\"",
        "password:",
        "://a",
        "&quot;",
        "eyJ",
        "=",
        "cookie:"
      })
  void hostileTextTakesLittleTime(String piece) {
    String text = piece.repeat(500_000 / piece.length());

    assertThatCode(() -> assertInTime(text)).doesNotThrowAnyException();
  }

  private static void assertInTime(String text) {
    long begin = System.nanoTime();
    OutsideText.withoutPersonalData(text);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AADSTS50034: The user account alice@contoso.com does not exist.",
        "https://login.microsoftonline.com/common/userrealm/alice@contoso.com?api-version=1.0",
        "https://host/userrealm/alice%40contoso.com",
        "{\"preferred_username\":\"alice\"}",
        "login_hint=alice&x=1",
        "upn: alice",
        "Müller.alice@bücher.example, please"
      })
  void personalDataIsMaskedOnRequest(String text) {
    assertThat(OutsideText.withoutPersonalData(text)).contains(MASK).doesNotContain("alice");
    assertThat(OutsideText.withoutSecrets(text)).isEqualTo(text);
  }

  @Test
  void personalDataIsMaskedTogetherWithSecrets() {
    assertThat(OutsideText.withoutPersonalData("alice@contoso.com sent password=x"))
        .isEqualTo("*** sent password=***");
  }

  @Test
  void aLineSteersNoTerminal() {
    assertThat(OutsideText.line(" caf\u00e9\r\n\u001b[31mred\u202e \u2028x\ud800 ", 100))
        .isEqualTo("caf\u00e9 [31mred x");
  }

  @Test
  void aLineThatIsCutSaysSo() {
    assertThat(OutsideText.line("x ".repeat(700), 600)).hasSize(600).endsWith("...");
    assertThat(OutsideText.line("x", 600)).isEqualTo("x");
  }
}

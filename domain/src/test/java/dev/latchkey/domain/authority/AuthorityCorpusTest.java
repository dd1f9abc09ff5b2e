package dev.latchkey.domain.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of authorities.txt: what kind it is and what follows from it, or what is wrong. */
class AuthorityCorpusTest {

  private static final int CASES = 176;
  private static final Pattern NUMBER = Pattern.compile("%([0-9A-F]{2})");

  record Case(String text, List<String> outcome) {
    boolean isIssuer() {
      return text.startsWith("oidc ");
    }

    Authority authority() {
      String plain =
          NUMBER
              .matcher(isIssuer() ? text.substring(5) : text)
              .replaceAll(
                  it ->
                      Matcher.quoteReplacement(
                          Character.toString(Integer.parseInt(it.group(1), 16))));
      return isIssuer() ? Authority.oidc(URI.create(plain)) : Authority.parse(plain);
    }

    boolean isRefused() {
      return outcome.get(0).startsWith("! ");
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : lines()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("> ") || line.startsWith("! ")) {
        cases.get(cases.size() - 1).outcome.add(line);
      } else {
        cases.add(new Case(line, new ArrayList<>()));
      }
    }
    return cases;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = AuthorityCorpusTest.class.getResourceAsStream("authorities.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  static List<Case> good() throws IOException {
    return cases().stream().filter(it -> !it.isRefused()).toList();
  }

  static List<Case> bad() throws IOException {
    return cases().stream().filter(Case::isRefused).toList();
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(cases()).hasSize(CASES).extracting(Case::text).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  @Tag("S-044")
  void isReadAsItSays(Case sample) {
    Authority authority = sample.authority();
    String kind = authority.getClass().getSimpleName().replace("Authority", "");
    assertThat(
            List.of(
                "> "
                    + kind
                    + (authority.needsInstanceDiscovery() ? "? " : " ")
                    + (authority.realm().value().isEmpty() ? "-" : authority.realm())
                    + " "
                    + authority.environment(),
                "> " + authority.metadataUri()))
        .isEqualTo(sample.outcome);
    assertThat(
            authority instanceof OidcAuthority
                ? Authority.oidc(authority.uri())
                : Authority.parse(authority.toString()))
        .as("what it prints is what it is")
        .isEqualTo(authority)
        .hasSameHashCodeAs(authority);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void isRefusedWithItsOwnMessage(Case sample) {
    String expected = "authority " + sample.outcome.get(0).substring(2);
    assertThatThrownBy(sample::authority)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(expected)
        .hasMessageContaining("usual shapes are https://login.microsoftonline.com/{tenant}")
        .hasMessageNotContaining("word")
        .hasNoCause();
  }
}

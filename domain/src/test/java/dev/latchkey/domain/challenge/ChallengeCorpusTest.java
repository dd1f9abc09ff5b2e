package dev.latchkey.domain.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of challenges.txt: what is read, what is left out and why, which claims come out. */
class ChallengeCorpusTest {

  private static final int CASES = 130;
  private static final Pattern NUMBER = Pattern.compile("%u([0-9A-F]{4})|%([0-9A-F]{2})");

  record Case(String name, List<String> fields, List<String> outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : lines()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("<")) {
        last(cases).fields.add(plain(line.substring(1).strip()));
      } else if (line.startsWith("> ") || line.startsWith("! ") || line.startsWith("$ ")) {
        last(cases).outcome.add(line);
      } else {
        cases.add(new Case(line, new ArrayList<>(), new ArrayList<>()));
      }
    }
    return cases;
  }

  private static Case last(List<Case> cases) {
    return cases.get(cases.size() - 1);
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = ChallengeCorpusTest.class.getResourceAsStream("challenges.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static String plain(String text) {
    return NUMBER
        .matcher(text)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    Character.toString(
                        Integer.parseInt(it.group(1) == null ? it.group(2) : it.group(1), 16))));
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(cases()).hasSize(CASES).extracting(Case::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void caseIsReadAsItSays(Case sample) {
    AuthenticateHeader header = AuthenticateHeader.parse(sample.fields);

    List<String> outcome = new ArrayList<>();
    header.challenges().forEach(it -> outcome.add("> " + printed(it)));
    header.faults().forEach(it -> outcome.add("! " + it));
    header.claimsChallenge().ifPresent(it -> outcome.add("$ " + it));
    assertThat(outcome).containsExactlyElementsOf(sample.outcome);
  }

  private static String printed(Challenge challenge) {
    String parameters =
        challenge.parameters().entrySet().stream()
            .map(it -> " | " + it.getKey() + "=" + it.getValue())
            .collect(Collectors.joining());
    String text = challenge.token68().map(it -> " : " + it).orElse("");
    return (challenge.scheme() + parameters + text).replace("%", "%25").replace("\t", "%09");
  }
}

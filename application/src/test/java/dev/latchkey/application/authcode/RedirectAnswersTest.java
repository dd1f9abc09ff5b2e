package dev.latchkey.application.authcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import java.io.IOException;
import java.io.InputStream;
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

/** Each answer of redirect-answers.txt, at the flow that it says (B-01). */
class RedirectAnswersTest {

  private static final int CASES = 92;
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})|\\{(.)\\*(\\d+)}");

  record Case(String name, String given, String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String block : text().split("\n\n", -1)) {
      List<String> lines = block.lines().filter(it -> !it.startsWith("# ")).toList();
      if (!lines.isEmpty()) {
        cases.add(new Case(lines.get(0), plain(lines.get(1)), plain(lines.get(2))));
      }
    }
    return cases;
  }

  private static String text() throws IOException {
    try (InputStream in = RedirectAnswersTest.class.getResourceAsStream("redirect-answers.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String plain(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    it.group(1) != null
                        ? Character.toString(Integer.parseInt(it.group(1), 16))
                        : it.group(2).repeat(Integer.parseInt(it.group(3)))));
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(cases()).hasSize(CASES).extracting(Case::name).doesNotHaveDuplicates();
  }

  @Tag("S-141")
  @Tag("S-148")
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answerHasTheOutcomeThatItSays(Case sample) {
    String outcome = outcome(sample.given);

    if (sample.outcome.startsWith("! ")) {
      assertThat(outcome).startsWith("! ").contains(sample.outcome.substring(2));
    } else {
      assertThat(outcome).isEqualTo(sample.outcome);
    }
  }

  private static String outcome(String given) {
    String[] parts = given.split(" ", 3);
    String flow = parts.length > 1 && List.of("iss", "entra").contains(parts[1]) ? parts[1] : "";
    String encoded =
        given.substring(Math.min(given.length(), flow.isEmpty() ? 2 : 3 + flow.length()));
    AnswerCheck check =
        new AnswerCheck(
            flow.equals("iss")
                ? Flows.namingIssuer()
                : flow.equals("entra") ? Flows.entra() : Flows.plain());
    try {
      AuthResponse response =
          given.startsWith("q") ? AuthResponse.ofQuery(encoded) : AuthResponse.ofForm(encoded);
      return "> " + check.code(response).reveal();
    } catch (AuthResponseException e) {
      return "! " + e.getMessage();
    } catch (ServiceException | InteractionRequiredException e) {
      OAuthError error = e.error().orElseThrow();
      assertThat(error.suberror()).isEmpty();
      assertThat(error.claims()).isEmpty();
      assertThat(error.codes()).isEmpty();
      return "~ "
          + error.code()
          + " "
          + error.description().orElse("-")
          + " "
          + error.uri().orElse("-");
    }
  }
}

package dev.latchkey.application.authcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.domain.error.AuthResponseException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** What holds for every answer. */
class AnswerPropertyTest {

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(200);
  }

  @Provide
  Arbitrary<String> nearlyAnswers() {
    return Arbitraries.of(
            "code=abc",
            "state=st-774",
            "&",
            "=",
            "%",
            "%2",
            "%41",
            "+",
            "#",
            "iss=x",
            "error=e",
            "\u0000",
            " ",
            "?",
            ";",
            "code",
            "state",
            "\u00e9",
            "\r\n")
        .list()
        .ofMaxSize(12)
        .map(it -> String.join("", it));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Property
  void everyCodeComesOutAsItWentIn(@ForAll("codes") String code) {
    String answer = "state=st-774&code=" + encoded(code);

    AnswerCheck check = new AnswerCheck(Flows.plain());

    assertThat(check.code(AuthResponse.ofQuery(answer)).reveal()).isEqualTo(code);
    assertThat(check.code(AuthResponse.ofForm(answer)).reveal()).isEqualTo(code);
    assertThat(
            check.code(AuthResponse.ofParameters(Map.of("state", "st-774", "code", code))).reveal())
        .isEqualTo(code);
  }

  @Property
  void noOtherStateIsTaken(@ForAll @StringLength(max = 30) String state) {
    Assume.that(!state.equals(Flows.STATE));
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(state));
    AuthResponse response = AuthResponse.ofQuery("code=abc&state=" + encoded(state));

    assertThatThrownBy(() -> new AnswerCheck(Flows.plain()).code(response))
        .isInstanceOf(AuthResponseException.class);
  }

  @Property
  void whateverComesIsReadOrRefused(@ForAll("nearlyAnswers") String text) {
    Throwable failure = catchThrowable(() -> AuthResponse.ofQuery(text));

    assertThat(failure)
        .satisfiesAnyOf(
            it -> assertThat(it).isNull(),
            it -> assertThat(it).isInstanceOf(AuthResponseException.class));
  }

  @Property
  void refusalRepeatsNothingThatCame(@ForAll("codes") String code) {
    String marker = "MARKER" + code.hashCode();
    String answer = "code=" + marker + encoded(code) + "&code=x&" + marker + "=%zz&state=" + marker;

    assertThatThrownBy(() -> AuthResponse.ofQuery(answer)).hasMessageNotContaining(marker);
    assertThatThrownBy(
            () ->
                new AnswerCheck(Flows.plain())
                    .code(AuthResponse.ofQuery("code=" + marker + "&state=" + marker)))
        .hasMessageNotContaining(marker);
    assertThat(AuthResponse.ofQuery("code=" + marker + "&state=" + marker).toString())
        .doesNotContain(marker);
  }

  @Property
  void repeatedParameterOfAMapIsRefused(@ForAll("codes") String code) {
    Map<String, String[]> twice =
        Map.of("code", new String[] {code, code}, "state", new String[] {Flows.STATE});
    Map<String, Object> once = Map.of("code", Arrays.asList(code), "state", Flows.STATE);

    assertThatThrownBy(() -> AuthResponse.ofParameters(twice))
        .isInstanceOf(AuthResponseException.class);
    assertThat(new AnswerCheck(Flows.plain()).code(AuthResponse.ofParameters(once)).reveal())
        .isEqualTo(code);
  }
}

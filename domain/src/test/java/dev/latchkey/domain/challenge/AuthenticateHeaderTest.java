package dev.latchkey.domain.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticateHeaderTest {

  private static AuthenticateHeader parse(String... fields) {
    return AuthenticateHeader.parse(List.of(fields));
  }

  private static Challenge only(String field) {
    assertThat(parse(field).challenges()).hasSize(1);
    return parse(field).challenges().get(0);
  }

  @Test
  void viewsGiveWhatWasSent() {
    Challenge challenge =
        only(
            "Bearer realm=\"r\", error=\"e\", scope=\"s t\", authorization_uri=\"https://a\","
                + " resource_id=\"https://r\", nonce=\"n\", claims=\"e30\"");

    assertThat(challenge.scheme()).isEqualTo("Bearer");
    assertThat(challenge.realm()).contains("r");
    assertThat(challenge.error()).contains("e");
    assertThat(challenge.scope()).contains("s t");
    assertThat(challenge.authorizationUri()).contains("https://a");
    assertThat(challenge.resourceId()).contains("https://r");
    assertThat(challenge.nonce()).contains("n");
    assertThat(challenge.claims()).contains("{}");
    assertThat(challenge.parameter("SCOPE")).contains("s t");
    assertThat(challenge.token68()).isEmpty();
  }

  @Test
  void viewsOfABareSchemeAreEmpty() {
    Challenge challenge = only("Bearer");

    assertThat(
            List.of(
                challenge.realm(),
                challenge.error(),
                challenge.scope(),
                challenge.authorizationUri(),
                challenge.resourceId(),
                challenge.nonce(),
                challenge.claims(),
                challenge.token68()))
        .allMatch(it -> it.isEmpty());
  }

  @Test
  void addressOfTheAuthorityHasThreeNames() {
    assertThat(only("Bearer authority=c").authorizationUri()).contains("c");
    assertThat(only("Bearer authority=c, authorization=b").authorizationUri()).contains("b");
    assertThat(only("Bearer authority=c, authorization=b, authorization_uri=a").authorizationUri())
        .contains("a");
  }

  @Test
  void firstOfASchemeIsFoundInAnyLetterCase() {
    AuthenticateHeader header = parse("Basic realm=\"a\", BEARER realm=\"b\", Bearer realm=\"c\"");

    assertThat(header.first("bearer").flatMap(Challenge::realm)).contains("b");
    assertThat(header.first("PoP")).isEmpty();
  }

  @Test
  void equalChallengesDifferInLetterCaseOfSchemeAndNamesAtMost() {
    assertThat(only("Bearer realm=\"x\""))
        .isEqualTo(only("BEARER Realm=x"))
        .hasSameHashCodeAs(only("BEARER Realm=x"))
        .isNotEqualTo(only("Bearer realm=X"))
        .isNotEqualTo(only("Basic realm=x"))
        .isNotEqualTo(only("Bearer x"));
  }

  @Test
  void printedFormShowsNoValue() {
    AuthenticateHeader header =
        parse("Negotiate hush-ticket", "Bearer realm=\"hush\", claims=\"hush\"");

    assertThat(header)
        .hasToString(
            "AuthenticateHeader[Challenge[Negotiate []], Challenge[Bearer [realm, claims]]][]");
    assertThat(AuthenticationInfo.parse(List.of("nextnonce=\"hush\"")))
        .hasToString("AuthenticationInfo[[nextnonce]][]");
  }

  @Test
  void fieldUpToTheLimitIsReadAndALongerOneIsNot() {
    String frame = "Bearer realm=\"\"";
    String fits =
        "Bearer realm=\"" + "x".repeat(AuthenticateHeader.MAX_FIELD_LENGTH - frame.length()) + "\"";

    assertThat(parse(fits).challenges()).hasSize(1);
    AuthenticateHeader header = parse(fits + " ", "Basic");
    assertThat(header.challenges()).extracting(Challenge::scheme).containsExactly("Basic");
    assertThat(header.faults()).containsExactly(HeaderFault.FIELD_TOO_LONG);
  }

  @Test
  void fieldsBeyondTheLimitAreNotRead() {
    List<String> fields = Collections.nCopies(AuthenticateHeader.MAX_FIELDS + 1, "Basic");

    AuthenticateHeader header = AuthenticateHeader.parse(fields);
    assertThat(header.challenges()).hasSize(AuthenticateHeader.MAX_FIELDS);
    assertThat(header.faults()).containsExactly(HeaderFault.TOO_MANY_FIELDS);
  }

  @Test
  void challengesBeyondTheLimitAreNotReadWhetherBrokenOrNot() {
    String full = "Foo @,".repeat(AuthenticateHeader.MAX_CHALLENGES - 1) + "Bearer realm=x";

    assertThat(parse(full).first("Bearer")).isPresent();
    assertThat(parse("Foo @," + full).challenges()).isEmpty();
    assertThat(parse(full + ", Basic").challenges()).hasSize(1);
    assertThat(parse(full + ", Basic").faults())
        .hasSize(AuthenticateHeader.MAX_CHALLENGES)
        .endsWith(HeaderFault.TOO_MANY_CHALLENGES);
  }

  @Test
  void challengeWithTooManyParametersIsLeftOut() {
    String full =
        IntStream.range(0, AuthenticateHeader.MAX_PARAMETERS)
            .mapToObj(it -> "p" + it + "=" + it)
            .collect(Collectors.joining(", ", "Bearer ", ""));

    assertThat(only(full).parameters()).hasSize(AuthenticateHeader.MAX_PARAMETERS);
    AuthenticateHeader header = parse(full + ", more=1, Basic");
    assertThat(header.challenges()).extracting(Challenge::scheme).containsExactly("Basic");
    assertThat(header.faults()).containsExactly(HeaderFault.TOO_MANY_PARAMETERS);
  }

  @Test
  void absentFieldIsTheCallersMistake() {
    assertThatNullPointerException()
        .isThrownBy(() -> AuthenticateHeader.parse(Arrays.asList("Basic", null)));
  }

  // Quadratic work on 32 fields of 16 KiB would take minutes.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ",", "\"", "\\", " ", "=", "a", "a ", "a,", "a=", "a=b ", "a=b,", "a=\"\",", "\"\\\"",
        "\t,", "@,", "@", "a b,", "a b c,", "\"a\"", "a=\"b", "a a==,", "\u0000", "'", "a =", "= ",
        "\",\""
      })
  void workGrowsWithTheLengthOnly(String piece) {
    String field =
        piece
            .repeat(AuthenticateHeader.MAX_FIELD_LENGTH)
            .substring(0, AuthenticateHeader.MAX_FIELD_LENGTH);
    List<String> fields = Collections.nCopies(AuthenticateHeader.MAX_FIELDS, field);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          AuthenticateHeader header = AuthenticateHeader.parse(fields);
          assertThat(header.challenges()).hasSizeLessThanOrEqualTo(64);
          assertThat(header.faults()).hasSizeLessThanOrEqualTo(64 + 2 * 32);
          AuthenticationInfo.parse(fields);
        });
  }

  @Test
  void nextNonceIsReadFromAuthenticationInfo() {
    assertThat(info("nextnonce=\"n-2\"")).contains("n-2");
    assertThat(info("qop=auth, NextNonce = n-2 , nc=00000001")).contains("n-2");
    assertThat(info("PoP nextnonce=\"n-2\"")).contains("n-2");
    assertThat(info("nc=1", ", nextnonce=\"n-2\"", "nextnonce=\"n-3\"")).contains("n-2");
    assertThat(info()).isEmpty();
    assertThat(info("")).isEmpty();
    assertThat(info("nextnonce")).isEmpty();
    assertThat(info("PoP nextnonce==")).isEmpty();
  }

  @Test
  void brokenAuthenticationInfoIsLeftOut() {
    assertThat(info("nextnonce=\"a\", nextnonce=\"b\"")).isEmpty();
    assertThat(info("nextnonce=\"a\", x=\"")).isEmpty();
    assertThat(info("nextnonce=\"a\" @")).isEmpty();
    assertThat(info("nextnonce=\"a\" @", "nextnonce=\"b\"")).contains("b");
    AuthenticationInfo info = AuthenticationInfo.parse(List.of("a=1, A=2", "x"));
    assertThat(info.faults()).containsExactly(HeaderFault.DUPLICATE_PARAMETER);
    assertThat(info.parameter("a")).isEmpty();
  }

  private static Optional<String> info(String... fields) {
    return AuthenticationInfo.parse(List.of(fields)).nextNonce();
  }
}

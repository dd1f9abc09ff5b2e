package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.request.ClaimsChallenge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every merger of claims. */
class ClaimsPropertyTest {

  private static Map<String, Object> plain(String json) {
    return StrictJson.object(json).plain();
  }

  private static String merged(List<String> capabilities, String challenge) {
    return Objects.requireNonNull(
        new ClaimsParameter(capabilities).of(null, ClaimsChallenge.of(challenge)));
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> accessToken(Map<String, Object> claims) {
    return new HashMap<>((Map<String, Object>) claims.getOrDefault("access_token", Map.of()));
  }

  @Property
  void whatCanBeTakenCanBeMergedHoweverDamaged(
      @ForAll("claims") String claims, @ForAll @IntRange(max = 80) int at, @ForAll char damage) {
    int where = at % claims.length();
    String text = claims.substring(0, where) + damage + claims.substring(where + 1);
    if (catchThrowable(() -> ClaimsChallenge.of(text)) == null) {
      assertThat(plain(merged(List.of("CP1"), text))).containsKey("access_token");
    }
  }

  @Property
  void everyCapabilityIsTold(
      @ForAll("capabilities") List<String> capabilities, @ForAll("claims") String challenge) {
    assertThat(accessToken(plain(merged(capabilities, challenge))))
        .containsEntry("xms_cc", Map.of("values", capabilities));
  }

  @Property
  void nothingElseChanges(
      @ForAll("capabilities") List<String> capabilities, @ForAll("claims") String challenge) {
    Map<String, Object> before = new HashMap<>(plain(challenge));
    Map<String, Object> after = new HashMap<>(plain(merged(capabilities, challenge)));
    Map<String, Object> inBefore = accessToken(before);
    Map<String, Object> inAfter = accessToken(after);
    inBefore.remove("xms_cc");
    inAfter.remove("xms_cc");
    before.remove("access_token");
    after.remove("access_token");

    assertThat(after).isEqualTo(before);
    assertThat(inAfter).isEqualTo(inBefore);
  }

  @Property
  void mergingTwiceChangesNothingMore(
      @ForAll("capabilities") List<String> capabilities, @ForAll("claims") String challenge) {
    String once = merged(capabilities, challenge);
    assertThat(merged(capabilities, once)).isEqualTo(once);
  }

  @Property
  void withoutCapabilitiesAChallengeIsUntouched(@ForAll("claims") String challenge) {
    assertThat(merged(List.of(), challenge)).isEqualTo(challenge);
  }

  @Property
  void everyMemberOfAChallengeWinsOverTheApplications(
      @ForAll("claims") String own, @ForAll("claims") String challenge) {
    String sent =
        Objects.requireNonNull(
            new ClaimsParameter(List.of())
                .of(ClaimsChallenge.of(own), ClaimsChallenge.of(challenge)));
    isWithin(plain(challenge), plain(sent));
  }

  @SuppressWarnings("unchecked") // JSON objects
  private static void isWithin(Map<String, Object> asked, Map<String, Object> sent) {
    asked.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> object) {
            assertThat(sent.get(name)).isInstanceOf(Map.class);
            isWithin((Map<String, Object>) object, (Map<String, Object>) sent.get(name));
          } else {
            assertThat(sent).containsEntry(name, value);
          }
        });
  }

  @Provide
  Arbitrary<List<String>> capabilities() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .withChars('ü', '"', '\\')
        .ofMinLength(1)
        .ofMaxLength(8)
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> claims() {
    return object(
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "7", "-1.5", "\"text\"", "\"ü\\n\\u0001\"", "[1,[]]"),
            object(values())),
        true);
  }

  private static Arbitrary<String> values() {
    return Arbitraries.of(
        "null", "{\"essential\":true}", "{\"value\":\"c1\"}", "{\"values\":[\"a\",\"b\"]}", "3");
  }

  private static Arbitrary<String> object(Arbitrary<String> values) {
    return object(values, false);
  }

  // A member access_token is an object, or the challenge cannot be taken.
  private static Arbitrary<String> object(Arbitrary<String> values, boolean withAccessToken) {
    Arbitrary<String> others =
        Arbitraries.of("nbf", "acrs", "xms_cc", "id_token", "userinfo", "x y")
            .list()
            .uniqueElements()
            .ofMaxSize(4)
            .flatMap(
                names ->
                    values
                        .list()
                        .ofSize(names.size())
                        .map(
                            each ->
                                IntStream.range(0, names.size())
                                    .mapToObj(i -> "\"" + names.get(i) + "\":" + each.get(i))
                                    .collect(Collectors.joining(","))));
    return withAccessToken
        ? others.flatMap(
            rest ->
                object(values())
                    .map(
                        token ->
                            "{"
                                + rest
                                + (rest.isEmpty() ? "" : ",")
                                + "\"access_token\":"
                                + token
                                + "}"))
        : others.map(it -> "{" + it + "}");
  }
}

package dev.latchkey.application.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the library is what the library reads; what is not, is left to it. */
class PlainJsonTest {

  private static String byLibrary(String text) {
    return outcome(() -> StrictJson.parsed(text, 1 << 20));
  }

  // As short texts are read, and as long ones are.
  private static String byBoth(String text) {
    String apart = outcome(() -> StrictJson.object(text, 1 << 20, false));
    assertThat(outcome(() -> asLong(text, false))).isEqualTo(apart);
    assertThat(outcome(() -> asLong(text, true))).isEqualTo(apart);
    return apart;
  }

  private static JsonFields asLong(String text, boolean keeps) {
    Map<String, Object> plain = PlainJson.read(text, 0, keeps, StrictJson::unescaped);
    return plain == null ? StrictJson.parsed(text, 1 << 20) : new JsonFields(plain);
  }

  private static String outcome(Supplier<JsonFields> reader) {
    try {
      return order(reader.get());
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }

  // With the order of the members, and with null, number and text told apart.
  private static String order(JsonFields fields) {
    return fields.members().toString() + new JsonText().putAll(fields).text();
  }

  private static boolean isReadHere(String text) {
    boolean isRead = PlainJson.read(text, false, quoted -> quoted) != null;
    assertThat(PlainJson.read(text, 0, false, quoted -> quoted) != null).isEqualTo(isRead);
    assertThat(PlainJson.read(text, 0, true, quoted -> quoted) != null).isEqualTo(isRead);
    return isRead;
  }

  @Property(tries = 2_000)
  void readsWhatTheLibraryReads(@ForAll("documents") String text) {
    assertThat(byBoth(text)).isEqualTo(byLibrary(text));
  }

  @Property(tries = 5_000)
  void readsAndRefusesDamagedTextsAsTheLibraryDoes(
      @ForAll("documents") String text, @ForAll int at, @ForAll("damages") String damage) {
    int where = Math.floorMod(at, text.length());
    assertThat(byBoth(text.substring(0, where) + damage + text.substring(where + 1)))
        .isEqualTo(byLibrary(text.substring(0, where) + damage + text.substring(where + 1)));
    assertThat(byBoth(text.substring(0, where) + damage + text.substring(where)))
        .isEqualTo(byLibrary(text.substring(0, where) + damage + text.substring(where)));
    assertThat(byBoth(text.substring(0, where))).isEqualTo(byLibrary(text.substring(0, where)));
  }

  @Property
  void findsWhatCannotStandInQuotesWhereverItIs(
      @ForAll @IntRange(max = 20_000) int before,
      @ForAll @IntRange(max = 40) int after,
      @ForAll @IntRange(max = 0xff) int character) {
    String text = "x".repeat(before) + (char) character + "é".repeat(after);
    boolean isPlain = character >= ' ' && character != '\\';
    PlainRun run = new PlainRun(text);
    assertThat(run.covers(0, Math.max(0, before - 8_192))).as("nothing is near").isTrue();
    assertThat(run.covers(before / 2, text.length())).isEqualTo(isPlain);
  }

  @Property
  void neverMissesWhatCannotStandInQuotesAmongOtherAlphabets(
      @ForAll @IntRange(max = 20_000) int before,
      @ForAll("letters") String letter,
      @ForAll @IntRange(max = 0xffff) int character) {
    String text = letter.repeat(before) + (char) character + letter.repeat(9);
    boolean isPlain = character >= ' ' && character != '\\';
    boolean lookAlike = (byte) character >= 0 && (byte) character < ' ' || (byte) character == '\\';
    PlainRun run = new PlainRun(text);
    assertThat(run.covers(before, text.length())).isEqualTo(isPlain && !lookAlike);
  }

  // None of them has a lower half that looks like what is looked for.
  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.of("a", "é", "š", "ж", "語", "\ud83d\ude80");
  }

  @Provide
  Arbitrary<String> damages() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "0",
            "-",
            ".",
            "e",
            " ",
            "\n",
            "\t",
            "\0",
            "\u001f",
            "\u007f",
            "\u2028",
            "\ud800",
            "\udc00",
            "\ufeff",
            "\\u0041",
            "\\ud800",
            "\\x",
            "null",
            "\"a\":1,",
            ",\"a\":\"b\"",
            "{}",
            "é",
            "ą",
            "ą\u0001"),
        Arbitraries.chars().all().map(String::valueOf));
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> blanks =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(12, ""), net.jqwik.api.Tuple.of(1, " "),
            net.jqwik.api.Tuple.of(1, "\n\t"), net.jqwik.api.Tuple.of(1, "\r "));
    return object(blanks, object(blanks, object(blanks, object(blanks, scalars()))));
  }

  // Few names, so that some come twice and many objects have some in common.
  private static Arbitrary<String> object(Arbitrary<String> blanks, Arbitrary<String> values) {
    Arbitrary<String> names =
        Arbitraries.of(
            "a", "b", "environment", "secret", "", "\\u0061", "q\\\"", "é", "n\\n", "ą", "?");
    Arbitrary<String> member =
        Combinators.combine(blanks, names, blanks, Arbitraries.oneOf(scalars(), values), blanks)
            .as(
                (before, name, between, value, after) ->
                    before + '"' + name + '"' + between + ':' + between + value + after);
    return Combinators.combine(member.list().ofMaxSize(5).map(PlainJsonTest::mostlyOnce), blanks)
        .as((members, blank) -> blank + "{" + String.join(",", members) + "}" + blank);
  }

  private static List<String> mostlyOnce(List<String> members) {
    Map<String, String> byName =
        members.stream()
            .collect(
                Collectors.toMap(
                    it -> members.size() == 5 ? it : it.substring(0, it.indexOf(':')),
                    it -> it,
                    (one, same) -> one,
                    java.util.LinkedHashMap::new));
    return List.copyOf(byName.values());
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "\"\"",
            "\"a\"",
            "\"login.microsoftonline.com\"",
            "\"\\\"\"",
            "\"\\u00e9\"",
            "\"é\"",
            "\"ą\"",
            "\"?\"",
            "\"š\"",
            "\"\\/\\b\\f\\n\\r\\t\\\\\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\u007f\"",
            "\"\ud83d\ude00\"",
            "\"\ud83d\"",
            "\"\n\"",
            "\"\\\"",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "š".repeat(130) + "\"",
            "\"" + "\ud83d\ude00".repeat(70) + "\"",
            "\"" + "x".repeat(200) + "\\n\"",
            "null",
            "true",
            "false",
            "nul",
            "nullx",
            "tru",
            "0",
            "-0",
            "00",
            "-",
            "1",
            "-17",
            "01",
            "1.0",
            "1e5",
            "123456789012345678",
            "1234567890123456789",
            "1".repeat(64),
            "1".repeat(65),
            "[]",
            "[1,\"a\"]",
            "[ \"a\" , {\"b\" : [null]} ]",
            "[\"a\",]",
            "{}",
            "NaN",
            ""),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.strings().ofMaxLength(12).map(it -> '"' + it + '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"Account\" : { } }\n",
        "{\"AccessToken\":{\"k\":{\"secret\":\"s\",\"home_account_id\":null,\"cached_at\":\"1\"}}}",
        "{\"a\":[], \"b\" : [ 1 , \"x\", null,[true] ,{\"c\":[\"y\"]} ] ,\"d\":1}",
        "{\"AccessToken\":{\"k\":{\"n\":-12,\"t\":true,\"f\":false},\"l\":{\"n\":\"M\u00fcller\"}}}"
      })
  void readsWhatCachesConsistOf(String text) {
    assertThat(isReadHere(text)).isTrue();
    assertThat(byBoth(text)).isEqualTo(byLibrary(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}x",
        "{\"a\":[1,]}",
        "{\"a\":[1.5]}",
        "{\"a\":[1}",
        "{\"a\":[[[[]]]]}",
        "{\"a\":1.5}",
        "{\"a\":01}",
        "{\"a\":\"b\",}",
        "{\"a\"}",
        "{\"a\":\"b\",\"a\":\"b\"}",
        "{\"s\":{\"k\":{},\"k\":{}}}",
        "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}",
        "{\"a\":\"\u0001\"}",
        "{'a':1}",
        "{\"a\":nul}",
        "{\"a\":1 1}",
        "{\"a\":\"b"
      })
  void leavesEverythingElseToTheLibrary(String text) {
    assertThat(isReadHere(text)).isFalse();
    assertThat(byBoth(text)).isEqualTo(byLibrary(text));
  }

  @Test
  void objectsOfTheSameNamesShareThem() {
    String row = "{\"secret\":\"%s\",\"environment\":\"login.windows.net\"}";
    JsonFields fields =
        asLong("{\"a\":" + row.formatted("1") + ",\"b\":" + row.formatted("2") + "}", false);

    assertThat(fields.object("a").text("environment"))
        .isSameAs(fields.object("b").text("environment"));
    assertThat(fields.object("a").names()).containsExactly("secret", "environment");
    assertThat(fields.object("a").text("secret")).isEqualTo("1");
    assertThat(fields.object("b").text("secret")).isEqualTo("2");
  }

  @Test
  void longTextsStayWhereTheyAreAndSayTheSame() {
    String secret = "s".repeat(129);
    String row = "{\"secret\":\"" + secret + "\",\"list\":[\"" + secret + "\"],\"n\":null,\"i\":1}";
    String text = "{\"a\":" + row + ",\"b\":" + row + ",\"c\":\"" + secret + "\"}";
    JsonFields copied = asLong(text, false);
    JsonFields kept = asLong(text, true);

    JsonFields fields = kept.object("a");
    assertThat(fields.text("secret")).isEqualTo(secret).isNotSameAs(fields.text("secret"));
    assertThat(fields.requiredText("secret")).isEqualTo(secret);
    assertThat(fields.length("secret")).isEqualTo(129);
    assertThat(fields.length("n")).isZero();
    assertThat(fields.length("none")).isZero();
    assertThat(fields.has("secret")).isTrue();
    assertThat(fields.texts("list")).containsExactly(secret);
    assertThat(fields.plain()).containsEntry("secret", secret);
    assertThatThrownBy(() -> fields.length("i"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("member i is no text");

    assertThat(kept).isEqualTo(copied).hasSameHashCodeAs(copied);
    assertThat(copied).isEqualTo(kept);
    assertThat(new JsonText().merge(kept).text()).isEqualTo(text);
    assertThat(new JsonPieces().put("a", fields).text()).isEqualTo("{\"a\":" + row + "}");
    assertThat(new String(new JsonPieces().put("a", fields).bytes(0, 0), UTF_8))
        .isEqualTo("{\"a\":" + row + "}");
    JsonFields same = copied.object("a");
    assertThat(same.text("secret")).isSameAs(same.text("secret"));
    assertThat(same.length("secret")).isEqualTo(129);
  }

  @Test
  void aDocumentWithMoreOrdersOfNamesThanAreRememberedIsReadAllTheSame() {
    StringBuilder text = new StringBuilder("{\"first\":{}");
    for (int i = 0; i < 300; i++) {
      text.append(",\"").append(i).append("\":{\"n").append(i).append("\":1,\"same\":\"x\"}");
    }
    String many = text.append('}').toString();
    assertThat(isReadHere(many)).isTrue();
    assertThat(byBoth(many)).isEqualTo(byLibrary(many));
  }

  @Test
  void anObjectOfMoreMembersThanARowHasIsReadAllTheSame() {
    StringBuilder text = new StringBuilder("{\"n\":\"0\"");
    for (int i = 1; i < 100; i++) {
      text.append(",\"n").append(i).append("\":\"").append(i).append('"');
    }
    String many = text.append('}').toString();
    assertThat(isReadHere(many)).isTrue();
    assertThat(byBoth(many)).isEqualTo(byLibrary(many));
  }
}

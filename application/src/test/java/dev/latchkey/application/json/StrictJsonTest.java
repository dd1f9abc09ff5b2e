package dev.latchkey.application.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @Test
  void handsOutPlainValuesWithoutNulls() {
    String json =
        """
        {"text":"é","whole":3600,"point":60.0,"part":1.5,"exponent":2e9,"huge":1e400,
         "yes":true,"null":null,"list":[1,null,{"n":null,"m":"x"}]}
        """;

    assertThat(StrictJson.object(json).plain())
        .isEqualTo(
            Map.of(
                "text",
                "é",
                "whole",
                3600L,
                "point",
                60L,
                "part",
                1.5,
                "exponent",
                2e9,
                "huge",
                Double.POSITIVE_INFINITY,
                "yes",
                true,
                "list",
                List.of(1L, Map.of("m", "x"))));
  }

  @Test
  void readsMembersByType() {
    JsonFields fields =
        StrictJson.object(
            """
            {"text":"é","number":3600,"asText":"3599","point":60.0,"null":null,
             "codes":[7000215,"x",1.5],"methods":["a","b"],"list":[{"n":1},{"n":2}],
             "nested":{"text":"other"}}
            """);
    assertThat(fields.text("text")).isEqualTo("é");
    assertThat(fields.text("null")).isNull();
    assertThat(fields.text("absent")).isNull();
    assertThat(fields.number("number")).hasValue(3600);
    assertThat(fields.number("asText")).hasValue(3599);
    assertThat(fields.number("point")).hasValue(60);
    assertThat(fields.number("absent")).isEmpty();
    assertThat(fields.numbers("codes")).containsExactly(7000215L);
    assertThat(fields.texts("methods")).containsExactly("a", "b");
    assertThat(fields.texts("absent")).isNull();
    assertThat(fields.objects("list"))
        .extracting(it -> it.number("n").getAsLong())
        .isEqualTo(List.of(1L, 2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"number", "list", "true", "object"})
  void namesTheMemberOfAnotherTypeAndNotItsValue(String name) {
    JsonFields fields =
        StrictJson.object(
            "{\"number\":4711,\"list\":[4711],\"true\":true,\"object\":{\"a\":4711}}");
    assertThatThrownBy(() -> fields.text(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageNotContaining("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "1",
        "{",
        "}",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1}{}",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\":1}\u0000",
        "{\"a\":1,\"a\":2}",
        "{\"o\":{\"a\":1,\"\\u0061\":2}}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":NaN}",
        "{\"a\":tru}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "<html></html>",
        "access_token=x&expires_in=1",
        "//c\n{}"
      })
  void refusesWhatIsNoSingleObject(String text) {
    assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void costsLittleWhateverComes() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          refused("{\"a\":".repeat(100_000));
          refused("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
          refused("{\"a\":" + "9".repeat(1_000_000) + "}");
          refused("{\"a\":\"" + "x".repeat(5_000_000) + "\"}");
          assertThat(StrictJson.object(collidingNames(14)).names()).hasSize(1 << 14);
        });
  }

  @Test
  void exponentsAreNoNumbersOfOurs() {
    JsonFields fields =
        StrictJson.object("{\"a\":1e400000000,\"b\":1.5,\"c\":9223372036854775808}");
    for (String name : List.of("a", "b", "c")) {
      assertThatThrownBy(() -> fields.number(name)).hasMessageContaining(name);
    }
  }

  @Test
  void allowsTheDepthThatItPromises() {
    assertThat(StrictJson.object("{\"a\":".repeat(63) + "{}" + "}".repeat(63)).names())
        .containsExactly("a");
    refused("{\"a\":".repeat(64) + "{}" + "}".repeat(64));
  }

  @Property
  void throwsNothingElse(@ForAll String text) {
    try {
      assertThat(StrictJson.object("{" + text + "}").names()).isNotNull();
    } catch (IllegalArgumentException e) {
      assertThat(e.getCause()).isNull();
    }
  }

  // "Aa" and "BB" have the same hash, and so has every word made of them.
  private static String collidingNames(int length) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << length; i++) {
      text.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < length; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":1");
    }
    return text.append('}').toString();
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsTakeWhatIsOfTheirTypeAlone() {
    JsonFields fields = StrictJson.object("{\"codes\":[1,2.0,3e1,\"4\",5],\"objects\":[{},1]}");
    assertThat(fields.numbers("codes")).containsExactly(1L, 5L);
    assertThatThrownBy(() -> fields.objects("objects"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("objects");
    assertThat(fields).isNotEqualTo(StrictJson.object("{}")).isNotEqualTo("{}");
    assertThat(fields).isEqualTo(StrictJson.object(new JsonText().putAll(fields).text()));
  }
}

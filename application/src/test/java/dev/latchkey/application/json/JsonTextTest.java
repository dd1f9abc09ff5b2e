package dev.latchkey.application.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void writesEveryKindOfValue() {
    JsonText inner = new JsonText().put("a\"b", "c\\d");
    JsonText json =
        new JsonText()
            .put("text", "x")
            .put("number", 17)
            .put("flag", true)
            .putNull("nothing")
            .put("list", List.of("a", "b"))
            .put("none", List.of())
            .put("object", inner)
            .put("empty", new JsonText());

    assertThat(json.text())
        .isEqualTo(
            "{\"text\":\"x\",\"number\":17,\"flag\":true,\"nothing\":null,\"list\":[\"a\",\"b\"],"
                + "\"none\":[],\"object\":{\"a\\\"b\":\"c\\\\d\"},\"empty\":{}}");
    assertThat(new JsonText().text()).isEqualTo("{}");
  }

  @Test
  void everyControlCharacterIsEscaped() {
    String all =
        IntStream.range(0, 0x30).mapToObj(Character::toString).collect(Collectors.joining());

    String text = new JsonText().put("all", all).text();

    assertThat(text.chars()).allMatch(c -> c >= ' ');
    assertThat(StrictJson.object(text).text("all")).isEqualTo(all);
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll String name, @ForAll String value, @ForAll long number) {
    String text = new JsonText().put(name, value).put(name + "2", number).text();

    JsonFields read = StrictJson.object(text);
    assertThat(read.text(name)).isEqualTo(value);
    assertThat(text).contains(Long.toString(number));
  }

  @Test
  void numbersStayAsTheyWereWritten() {
    for (String number :
        List.of("1", "-0", "1.0", "1e5", "1E-400", "123456789012345678901234567890")) {
      String text = "{\"n\":" + number + "}";
      assertThat(new JsonText().putAll(StrictJson.object(text)).text()).isEqualTo(text);
    }
  }
}

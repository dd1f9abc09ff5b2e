package dev.latchkey.application.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonPiecesTest {

  private static JsonPieces pieces(String name, String value) {
    JsonFields row = new JsonText().put(name, value).put("long", value.repeat(300)).fields();
    return new JsonPieces().put("row", row).begin("section").put(name, row).end();
  }

  @Property
  void bytesAreThoseOfTheText(
      @ForAll String name,
      @ForAll String value,
      @ForAll @IntRange(max = 40) int before,
      @ForAll @IntRange(max = 40) int after) {
    byte[] text = pieces(name, value).text().getBytes(UTF_8);

    byte[] bytes = pieces(name, value).bytes(before, after);

    assertThat(bytes)
        .isEqualTo(ByteBuffer.allocate(before + text.length + after).put(before, text).array());
  }

  @Example
  void lettersOfMoreThanOneByteHaveRoom() {
    byte[] bytes = pieces("n", "Zoë 🔑").bytes(0, 0);

    assertThat(StrictJson.object(new String(bytes, UTF_8)))
        .isEqualTo(StrictJson.object(pieces("n", "Zoë 🔑").text()));
  }
}

package dev.latchkey.adapters.mi;

import dev.latchkey.spi.http.HttpResponse;
import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of an answer. They are read leniently as to types, and strictly as to JSON. */
final class Answer {

  private final HttpResponse response;
  private final @Nullable JsonObject members;

  private Answer(HttpResponse response, @Nullable JsonObject members) {
    this.response = response;
    this.members = members;
  }

  static Answer of(HttpResponse response, JsonReaderFactory readers) {
    try (JsonReader reader = readers.createReader(new StringReader(response.bodyText()))) {
      return new Answer(response, reader.readObject());
    } catch (JsonException | IllegalStateException e) {
      // The parser quotes what it stumbled over, so its words stay behind.
      return new Answer(response, null);
    }
  }

  /** Readers that refuse a name that comes twice in one object. */
  static JsonReaderFactory readers() {
    return Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));
  }

  HttpResponse response() {
    return response;
  }

  boolean isJson() {
    return members != null;
  }

  /** A text, or a number as text; anything else is as good as absent. */
  Optional<String> text(String name) {
    return members == null ? Optional.empty() : text(members, name);
  }

  /** A text of an object under the given name. */
  Optional<String> text(String object, String name) {
    return members != null && members.get(object) instanceof JsonObject inner
        ? text(inner, name)
        : Optional.empty();
  }

  private static Optional<String> text(JsonObject from, String name) {
    JsonValue value = from.get(name);
    if (value instanceof JsonString string) {
      return Optional.of(string.getString()).filter(it -> !it.isBlank());
    }
    return value instanceof JsonNumber number ? Optional.of(number.toString()) : Optional.empty();
  }
}

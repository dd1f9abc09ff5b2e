package dev.latchkey.application.json;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads one JSON object (RFC 8259) and nothing beside it. Refuses what parsers let pass: repeated
 * names, text after the end, more than 64 levels, numbers of more than 64 characters.
 */
public final class StrictJson {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 64;
  private static final int MAX_LENGTH = 4 << 20;

  // Ten thousand rows have the same ten names: each is kept once. A hostile text has others.
  private static final int MOST_NAMES = 64;

  private final JsonParser parser;
  private final Map<String, String> names = new HashMap<>();

  private StrictJson(JsonParser parser) {
    this.parser = parser;
  }

  /** The library, which a program that reads plain texts alone does not load. */
  private static final class Library {

    // Kept, since each static Json.create… call searches for the provider again. By default it
    // stops within a text of fifteen million characters; how long one may be is checked before.
    static final JsonParserFactory PARSERS =
        JsonProvider.provider()
            .createParserFactory(Map.of("org.eclipse.parsson.maxParsingLimit", Integer.MAX_VALUE));

    private Library() {}
  }

  /**
   * Reads an object. What is plain in it is read sooner than the library could, with the same
   * outcome.
   *
   * @param text JSON
   * @return its members
   * @throws IllegalArgumentException saying what is wrong and where, without any of the content
   */
  public static JsonFields object(String text) {
    return object(text, MAX_LENGTH, false);
  }

  /**
   * Reads an object that may be longer than what comes over the wire.
   *
   * @param text JSON
   * @param longest how many characters it may have
   * @param keeps whether what is read may keep the text: long members are copied out of it when
   *     somebody asks for them, and not before
   * @return its members
   * @throws IllegalArgumentException saying what is wrong and where, without any of the content
   */
  public static JsonFields object(String text, int longest, boolean keeps) {
    Map<String, Object> plain =
        text.length() > longest ? null : PlainJson.read(text, keeps, StrictJson::unescaped);
    return plain == null ? parsed(text, longest) : new JsonFields(plain);
  }

  static String unescaped(String quoted) {
    String text = "{\"text\":" + quoted + "}";
    return parsed(text, text.length()).requiredText("text");
  }

  /** Reads an object by the library alone. */
  static JsonFields parsed(String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException("JSON has more than " + longest + " characters");
    }
    try (JsonParser parser = Library.PARSERS.createParser(new StringReader(text))) {
      return new StrictJson(parser).whole();
    } catch (JsonException | NoSuchElementException | IllegalStateException e) {
      // The parser quotes what it stumbled over, so its words and itself stay behind.
      throw new IllegalArgumentException("not valid JSON");
    }
  }

  private JsonFields whole() {
    if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
      throw new IllegalArgumentException("JSON is no object");
    }
    JsonFields fields = new JsonFields(members(1));
    // Parsson's hasNext() is false after the root even where text follows; next() would throw.
    if (parser.hasNext()) {
      throw new IllegalArgumentException("JSON has something after its end");
    }
    return fields;
  }

  private Map<String, Object> members(int depth) {
    requireDepth(depth);
    Map<String, Object> members = new LinkedHashMap<>();
    while (true) {
      JsonParser.Event event = parser.next();
      if (event == JsonParser.Event.END_OBJECT) {
        return members;
      }
      String name = shared(parser.getString());
      if (members.containsKey(name)) {
        throw new IllegalArgumentException("JSON has a name twice in one object, at " + position());
      }
      members.put(name, value(parser.next(), depth));
    }
  }

  private String shared(String name) {
    String known = names.get(name);
    if (known == null && names.size() < MOST_NAMES) {
      names.put(name, name);
    }
    return known == null ? name : known;
  }

  private List<Object> elements(int depth) {
    requireDepth(depth);
    List<Object> elements = new ArrayList<>();
    while (true) {
      JsonParser.Event event = parser.next();
      if (event == JsonParser.Event.END_ARRAY) {
        return elements;
      }
      elements.add(value(event, depth));
    }
  }

  private Object value(JsonParser.Event event, int depth) {
    return switch (event) {
      case START_OBJECT -> members(depth + 1);
      case START_ARRAY -> elements(depth + 1);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER -> number(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> JsonNull.INSTANCE;
      default -> throw new IllegalArgumentException("not valid JSON at " + position());
    };
  }

  private JsonNumber number(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      throw new IllegalArgumentException(
          "JSON has a number of " + text.length() + " characters at " + position());
    }
    return new JsonNumber(text);
  }

  private void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("JSON is nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private String position() {
    return "line "
        + parser.getLocation().getLineNumber()
        + ", column "
        + parser.getLocation().getColumnNumber();
  }
}

package dev.latchkey.application.json;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Collects the members of one JSON object and writes it. For one thread. */
public final class JsonText {

  private static final HexFormat HEX = HexFormat.of();

  // Those that have an escape of one letter, and the letters.
  private static final String SHORT = "\"\\\b\f\n\r\t";
  private static final String SHORT_LETTERS = "\"\\bfnrt";

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Begins with no members. */
  public JsonText() {}

  /**
   * Sets a text.
   *
   * @param name its name
   * @param value its value
   * @return this
   */
  public JsonText put(String name, String value) {
    members.put(name, value);
    return this;
  }

  /**
   * Sets a whole number.
   *
   * @param name its name
   * @param value its value
   * @return this
   */
  public JsonText put(String name, long value) {
    members.put(name, new JsonNumber(Long.toString(value)));
    return this;
  }

  /**
   * Sets a switch.
   *
   * @param name its name
   * @param value its value
   * @return this
   */
  public JsonText put(String name, boolean value) {
    members.put(name, value);
    return this;
  }

  /**
   * Sets null, which is not the same as leaving the member out.
   *
   * @param name its name
   * @return this
   */
  public JsonText putNull(String name) {
    members.put(name, JsonNull.INSTANCE);
    return this;
  }

  /**
   * Sets a list of texts.
   *
   * @param name its name
   * @param values its elements
   * @return this
   */
  public JsonText put(String name, List<String> values) {
    members.put(name, List.copyOf(values));
    return this;
  }

  /**
   * Sets a list of two: a list of texts, and a text.
   *
   * @param name its name
   * @param first the elements of the first
   * @param second the second
   * @return this
   */
  public JsonText put(String name, List<String> first, String second) {
    members.put(name, List.of(List.copyOf(first), second));
    return this;
  }

  /**
   * Sets an object.
   *
   * @param name its name
   * @param value its members
   * @return this
   */
  public JsonText put(String name, JsonFields value) {
    members.put(name, value.members());
    return this;
  }

  /**
   * Sets an object.
   *
   * @param name its name
   * @param value its members, as they are now
   * @return this
   */
  public JsonText put(String name, JsonText value) {
    members.put(name, new LinkedHashMap<>(value.members));
    return this;
  }

  /**
   * Sets a member as another object has it, whatever it is.
   *
   * @param name its name
   * @param other the other object, which has it
   * @return this
   */
  public JsonText copy(String name, JsonFields other) {
    members.put(name, Objects.requireNonNull(other.members().get(name), name));
    return this;
  }

  /**
   * Tells whether a member has been set.
   *
   * @param name its name
   * @return whether it is there
   */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * Takes a member away.
   *
   * @param name its name
   * @return this
   */
  public JsonText remove(String name) {
    members.remove(name);
    return this;
  }

  /** {@return what has been set so far, to be read; not to be added to any more} */
  public JsonFields fields() {
    return new JsonFields(Collections.unmodifiableMap(members));
  }

  /**
   * Sets the members of another object, in place of those of the same name.
   *
   * @param other the other object
   * @return this
   */
  public JsonText putAll(JsonFields other) {
    members.putAll(other.members());
    return this;
  }

  /**
   * Merges another object: objects under the same name are merged in turn, of everything else the
   * other's wins.
   *
   * @param other the other object
   * @return this
   */
  public JsonText merge(JsonFields other) {
    merge(members, other.members());
    return this;
  }

  @SuppressWarnings("unchecked") // only StrictJson makes these maps
  private static void merge(Map<String, Object> into, Map<String, Object> from) {
    from.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> object && into.get(name) instanceof Map<?, ?> present) {
            Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) present);
            merge(merged, (Map<String, Object>) object);
            into.put(name, merged);
          } else {
            into.put(name, value);
          }
        });
  }

  /** {@return the object as JSON without white space} */
  public String text() {
    // A cache of ten thousand people has fifty million characters, most of them in long texts: what
    // needs no escape is copied in one piece, and the room for it is there from the start.
    StringBuilder text = new StringBuilder(Math.toIntExact(roomFor(members)));
    write(text, members);
    return text.toString();
  }

  private static long roomFor(Object value) {
    long room = 6;
    if (value instanceof String text) {
      room += text.length();
    } else if (value instanceof JsonNumber number) {
      room += number.text().length();
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        room += roomFor(element);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        room += roomFor(member.getKey()) + roomFor(member.getValue());
      }
    }
    return room;
  }

  private static void write(StringBuilder json, Object value) {
    if (value instanceof String text) {
      writeText(json, text);
    } else if (value instanceof JsonNumber number) {
      json.append(number.text());
    } else if (value instanceof Boolean bool) {
      json.append(bool.booleanValue());
    } else if (value == JsonNull.INSTANCE) {
      json.append("null");
    } else if (value instanceof List<?> list) {
      writeList(json, list);
    } else if (value instanceof Map<?, ?> map) {
      writeObject(json, map);
    } else {
      throw new AssertionError(value.getClass());
    }
  }

  private static void writeList(StringBuilder json, List<?> list) {
    char before = '[';
    for (Object element : list) {
      json.append(before);
      write(json, element);
      before = ',';
    }
    json.append(list.isEmpty() ? "[]" : "]");
  }

  private static void writeObject(StringBuilder json, Map<?, ?> map) {
    char before = '{';
    for (Map.Entry<?, ?> member : map.entrySet()) {
      json.append(before);
      writeText(json, (String) member.getKey());
      json.append(':');
      write(json, member.getValue());
      before = ',';
    }
    json.append(map.isEmpty() ? "{}" : "}");
  }

  // RFC 8259, section 7.
  private static void writeText(StringBuilder json, String text) {
    json.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        json.append(text, copied, i);
        copied = i + 1;
        int known = SHORT.indexOf(c);
        if (known >= 0) {
          json.append('\\').append(SHORT_LETTERS.charAt(known));
        } else {
          json.append("\\u00").append(HEX.toHexDigits((byte) c));
        }
      }
    }
    // In one piece where it is whole, which is many times as fast.
    (copied == 0 ? json.append(text) : json.append(text, copied, text.length())).append('"');
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "JsonText" + members.keySet();
  }
}

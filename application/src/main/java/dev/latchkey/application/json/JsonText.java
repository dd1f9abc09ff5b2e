package dev.latchkey.application.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the members of one JSON object and writes it. For one thread. */
public final class JsonText {

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
    members.put(name, other.member(name));
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

  /** {@return what has been set so far, in little room} */
  public JsonFields compact() {
    return new JsonFields(
        new FlatObject(
            new NameOrder(members.keySet().toArray(String[]::new)), members.values().toArray()));
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
    return JsonPieces.text(members);
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "JsonText" + members.keySet();
  }
}

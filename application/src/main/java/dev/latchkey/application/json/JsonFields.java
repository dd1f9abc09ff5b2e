package dev.latchkey.application.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, asked for by name and type. Null counts as absent; a member of
 * another type is an error that names it and never shows it.
 */
public final class JsonFields {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.0{1,6})?");

  private final Map<String, Object> members;

  JsonFields(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads a text.
   *
   * @param name its name
   * @return the text, or null if absent
   * @throws IllegalArgumentException if it is of another type
   */
  public @Nullable String text(String name) {
    Object value = value(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrongType(name, "text");
  }

  /**
   * Tells how long a text is, and does not copy it.
   *
   * @param name its name
   * @return how many characters it has; 0 if absent
   * @throws IllegalArgumentException if it is of another type
   */
  public int length(String name) {
    Object value = members instanceof FlatObject flat ? flat.uncopied(name) : value(name);
    if (value == null || value == JsonNull.INSTANCE) {
      return 0;
    }
    if (value instanceof CharSequence text) {
      return text.length();
    }
    throw wrongType(name, "text");
  }

  /**
   * Reads a text that has to be there.
   *
   * @param name its name
   * @return the text
   * @throws IllegalArgumentException if it is absent, empty or of another type
   */
  public String requiredText(String name) {
    String value = text(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("member " + name + " is missing or empty");
    }
    return value;
  }

  /**
   * Reads a whole number, written as number or, as some servers do, as text.
   *
   * @param name its name
   * @return the number; empty if absent
   * @throws IllegalArgumentException if it is no whole number of at most 18 digits
   */
  public OptionalLong number(String name) {
    Object value = value(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    String text =
        value instanceof JsonNumber number ? number.text() : value instanceof String s ? s : "";
    if (isDigits(text)) {
      return OptionalLong.of(Long.parseLong(text));
    }
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw wrongType(name, "whole number of at most 18 digits");
    }
    int point = text.indexOf('.');
    return OptionalLong.of(Long.parseLong(point < 0 ? text : text.substring(0, point)));
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= 18;
  }

  /**
   * Reads a switch.
   *
   * @param name its name
   * @return whether it is there and true
   */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(value(name));
  }

  /**
   * Reads a list of texts.
   *
   * @param name its name
   * @return the texts, or null if absent
   * @throws IllegalArgumentException if it is no list of texts
   */
  public @Nullable List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    List<?> list = list(name);
    if (list == null) {
      return null;
    }
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw wrongType(name, "list of texts");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /**
   * Reads a list of whole numbers; elements of another type are left out, since it is only told on.
   *
   * @param name its name
   * @return the numbers; empty if absent
   */
  public List<Long> numbers(String name) {
    List<Long> numbers = new ArrayList<>();
    if (value(name) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof JsonNumber number
            && WHOLE_NUMBER.matcher(number.text()).matches()
            && number.text().indexOf('.') < 0) {
          numbers.add(Long.valueOf(number.text()));
        }
      }
    }
    return List.copyOf(numbers);
  }

  /**
   * Reads an object.
   *
   * @param name its name
   * @return its members, or null if absent
   * @throws IllegalArgumentException if it is of another type
   */
  public @Nullable JsonFields object(String name) {
    Object value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(typed(map));
    }
    throw wrongType(name, "object");
  }

  /**
   * Looks for an object, and takes everything else for absent.
   *
   * @param name its name
   * @return its members, or null if there is no object of that name
   */
  public @Nullable JsonFields objectOrNull(String name) {
    return value(name) instanceof Map<?, ?> map ? new JsonFields(typed(map)) : null;
  }

  /**
   * Tells whether a member is there and not null.
   *
   * @param name its name
   * @return whether it has a value
   */
  public boolean has(String name) {
    return value(name) != null;
  }

  /**
   * Reads a list of objects.
   *
   * @param name its name
   * @return their members; empty if absent
   * @throws IllegalArgumentException if it is no list of objects
   */
  public List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    List<?> list = list(name);
    for (Object element : list == null ? List.of() : list) {
      if (!(element instanceof Map<?, ?> map)) {
        throw wrongType(name, "list of objects");
      }
      objects.add(new JsonFields(typed(map)));
    }
    return objects;
  }

  private @Nullable List<?> list(String name) {
    Object value = value(name);
    if (value == null || value instanceof List<?>) {
      return (List<?>) value;
    }
    throw wrongType(name, "list");
  }

  // Only StrictJson makes these maps, and only with text as names.
  @SuppressWarnings("unchecked")
  private static Map<String, Object> typed(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }

  /** {@return how many members there are, those that are null among them} */
  public int size() {
    return members.size();
  }

  /** {@return the names of the members} */
  public Set<String> names() {
    return members.keySet();
  }

  Map<String, Object> members() {
    return members;
  }

  Object member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  /**
   * Walks over the members in their order.
   *
   * @param visitor given each name, and the members of what it names, or null if that is no object
   */
  public void forEach(BiConsumer<String, @Nullable JsonFields> visitor) {
    members.forEach(
        (name, value) ->
            visitor.accept(
                name, value instanceof Map<?, ?> map ? new JsonFields(typed(map)) : null));
  }

  /**
   * Hands out everything as values of the JDK: String, Boolean, immutable lists and maps, and Long
   * for whole numbers of at most 18 digits, Double for others. Nulls are left out.
   *
   * @return an immutable map
   */
  public Map<String, Object> plain() {
    return plain(members);
  }

  private static Map<String, Object> plain(Map<String, Object> members) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : members.entrySet()) {
      if (member.getValue() != JsonNull.INSTANCE) {
        plain.put(member.getKey(), plain(member.getValue()));
      }
    }
    return Collections.unmodifiableMap(plain);
  }

  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return plain(typed(map));
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>(list.size());
      for (Object element : list) {
        if (element != JsonNull.INSTANCE) {
          plain.add(plain(element));
        }
      }
      return Collections.unmodifiableList(plain);
    }
    return value instanceof JsonNumber number ? plain(number.text()) : value;
  }

  private static Object plain(String number) {
    if (isDigits(number)) {
      return Long.valueOf(number);
    }
    if (!WHOLE_NUMBER.matcher(number).matches()) {
      return Double.valueOf(number);
    }
    int point = number.indexOf('.');
    return Long.valueOf(point < 0 ? number : number.substring(0, point));
  }

  private @Nullable Object value(String name) {
    Object value = members.get(name);
    return value == JsonNull.INSTANCE ? null : value;
  }

  private static IllegalArgumentException wrongType(String name, String expected) {
    return new IllegalArgumentException("member " + name + " is no " + expected);
  }

  /** {@return whether the other has the same members, in whatever order} */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonFields that && members.equals(that.members);
  }

  /** {@return a hash over the members} */
  @Override
  public int hashCode() {
    return members.hashCode();
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "JsonFields" + members.keySet();
  }
}

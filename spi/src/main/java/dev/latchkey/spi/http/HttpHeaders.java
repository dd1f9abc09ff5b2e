package dev.latchkey.spi.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Header fields; names compare without regard to letter case (RFC 9110, section 5.1). Immutable.
 *
 * @since 0.1
 */
public final class HttpHeaders {

  private static final HttpHeaders NONE = new HttpHeaders(new TreeMap<>());

  private final SortedMap<String, List<String>> fields;

  private HttpHeaders(SortedMap<String, List<String>> fields) {
    this.fields = Collections.unmodifiableSortedMap(fields);
  }

  /** {@return no fields} */
  public static HttpHeaders none() {
    return NONE;
  }

  /**
   * Takes fields over.
   *
   * @param fields values by name, each list in the order of the wire
   * @return the fields
   * @throws IllegalArgumentException if a name or value has a character that would split the header
   */
  public static HttpHeaders of(Map<String, List<String>> fields) {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    for (Map.Entry<String, List<String>> field : fields.entrySet()) {
      for (String value : field.getValue()) {
        checkedValue(value);
      }
      String name = checkedName(field.getKey());
      List<String> values = List.copyOf(field.getValue());
      List<String> others = copy.put(name, values);
      if (others != null) {
        // The same name in other letters.
        List<String> all = new ArrayList<>(others);
        all.addAll(values);
        copy.put(name, List.copyOf(all));
      }
    }
    return new HttpHeaders(copy);
  }

  /**
   * Sets one field.
   *
   * @param name its name
   * @param value its only value
   * @return a copy with it
   * @throws IllegalArgumentException if name or value has a character that would split the header
   */
  public HttpHeaders with(String name, String value) {
    return with(Collections.singletonMap(name, value));
  }

  /**
   * Sets fields.
   *
   * @param values their only values, by name
   * @return a copy with them
   * @throws IllegalArgumentException if a name or value has a character that would split the header
   */
  public HttpHeaders with(Map<String, String> values) {
    // Of a sorted map, which takes no comparisons.
    SortedMap<String, List<String>> copy = new TreeMap<>(fields);
    for (Map.Entry<String, String> field : values.entrySet()) {
      copy.put(checkedName(field.getKey()), List.of(checkedValue(field.getValue())));
    }
    return new HttpHeaders(copy);
  }

  private static String checkedName(String name) {
    if (Objects.requireNonNull(name, "header name").isEmpty()) {
      throw new IllegalArgumentException("header name is empty");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "header name has a character that RFC 9110 does not allow at position " + i);
      }
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static String checkedValue(String value) {
    for (int i = 0; i < Objects.requireNonNull(value, "header value").length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw new IllegalArgumentException("header value has a control character at position " + i);
      }
    }
    return value;
  }

  /**
   * Reads a field that is sent once.
   *
   * @param name its name
   * @return its first value; empty if it was not sent
   */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /**
   * Reads a field that may be sent several times.
   *
   * @param name its name
   * @return its values in the order of the wire; empty if it was not sent
   */
  public List<String> all(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** {@return values by name, names in lower case} */
  public Map<String, List<String>> asMap() {
    return fields;
  }

  /** {@return the names; values may be secret} */
  @Override
  public String toString() {
    return "HttpHeaders" + fields.keySet();
  }
}

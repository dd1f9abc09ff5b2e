package dev.latchkey.application.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, in their order. Forty thousand rows of a cache have names in common,
 * and a table for each would outweigh what the row says. Who asks gets texts, of which long ones
 * may be copied for each who asks. Immutable.
 */
final class FlatObject extends AbstractMap<String, Object> {

  private final Names names;
  private final Object[] values;

  /**
   * Makes an object.
   *
   * @param names the names; shared and not added to any more
   * @param values the values, as many
   */
  FlatObject(Names names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Object value = name instanceof String wanted ? uncopied(wanted) : null;
    return value == null ? null : copied(value);
  }

  /** {@return the value of a name as it was read, which may be a {@link LongText}} */
  @Nullable Object uncopied(String name) {
    int at = names.placeOf(name);
    return at < 0 ? null : values[at];
  }

  private static Object copied(Object value) {
    return value instanceof LongText text ? text.toString() : value;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return name instanceof String wanted && uncopied(wanted) != null;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> visitor) {
    for (int i = 0; i < values.length; i++) {
      visitor.accept(names.at(i), copied(values[i]));
    }
  }

  /** {@return the name at a place} */
  String name(int place) {
    return names.at(place);
  }

  /** {@return the value at a place, as it was read} */
  Object uncopied(int place) {
    return values[place];
  }

  // Seldom: who walks over many takes them one by one, as above.
  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      all.put(names.at(i), copied(values[i]));
    }
    return Collections.unmodifiableMap(all).entrySet();
  }
}

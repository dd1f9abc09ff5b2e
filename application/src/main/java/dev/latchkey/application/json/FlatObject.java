package dev.latchkey.application.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, in their order. Forty thousand rows of a cache have names in common,
 * and a table for each would outweigh what the row says. Immutable.
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
    int at = name instanceof String wanted ? names.placeOf(wanted) : -1;
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return get(name) != null;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> visitor) {
    for (int i = 0; i < values.length; i++) {
      visitor.accept(names.at(i), values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Walk();
      }
    };
  }

  private final class Walk implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < values.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next++;
      return Map.entry(names.at(next - 1), values[next - 1]);
    }
  }
}

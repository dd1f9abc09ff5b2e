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
 * The few members of an object, in their order. Forty thousand rows of a cache have names in
 * common, and a table for each would outweigh what the row says. Immutable.
 */
final class FlatObject extends AbstractMap<String, Object> {

  private final String[] names;
  private final Object[] values;

  /**
   * Makes an object.
   *
   * @param names the names, each once; shared and never changed
   * @param values the values, as many
   */
  FlatObject(String[] names, Object[] values) {
    this.names = names;
    this.values = values;
  }

  private int indexOf(@Nullable Object name) {
    if (name instanceof String wanted) {
      // Most who ask have the very name, and a hash is computed once.
      int hash = wanted.hashCode();
      for (int i = 0; i < names.length; i++) {
        String known = names[i];
        if (known.hashCode() == hash && known.equals(wanted)) {
          return i;
        }
      }
    }
    return -1;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int at = indexOf(name);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> visitor) {
    for (int i = 0; i < names.length; i++) {
      visitor.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
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
      return next < names.length;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      next++;
      return Map.entry(names[next - 1], values[next - 1]);
    }
  }
}

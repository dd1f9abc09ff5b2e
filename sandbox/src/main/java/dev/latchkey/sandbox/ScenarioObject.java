package dev.latchkey.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object of a scenario. Every complaint names the member by its whole path. */
final class ScenarioObject {

  private final String path;
  private final Map<?, ?> members;

  ScenarioObject(String path, Map<?, ?> members) {
    this.path = path;
    this.members = members;
  }

  /** A misspelt member would otherwise change nothing and nobody would know. */
  ScenarioObject allowOnly(Set<String> known) {
    for (Object name : members.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            at(String.valueOf(name)) + ": unknown member; known are " + String.join(", ", known));
      }
    }
    return this;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (value == null) {
            throw new IllegalArgumentException(at(String.valueOf(name)) + ": must not be null");
          }
          all.put(String.valueOf(name), value);
        });
    return all;
  }

  Optional<String> text(String name) {
    return one(name, String.class, "a text");
  }

  String requiredText(String name) {
    String text = text(name).orElse("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException(at(name) + ": required, must be a text that is not empty");
    }
    return text;
  }

  Optional<Boolean> flag(String name) {
    return one(name, Boolean.class, "true or false");
  }

  Optional<Long> number(String name) {
    Optional<Number> number = one(name, Number.class, "a whole number");
    if (number.isPresent() && number.get().doubleValue() != number.get().longValue()) {
      throw new IllegalArgumentException(at(name) + ": must be a whole number");
    }
    return number.map(Number::longValue);
  }

  int integer(String name, int absent) {
    long value = number(name).orElse((long) absent);
    if (value != (int) value) {
      throw new IllegalArgumentException(at(name) + ": out of range");
    }
    return (int) value;
  }

  Optional<Duration> seconds(String name) {
    return number(name).map(Duration::ofSeconds);
  }

  List<String> texts(String name) {
    return list(name, (at, value) -> cast(at, value, String.class, "a text"));
  }

  int[] integers(String name) {
    return list(name, (at, value) -> cast(at, value, Number.class, "a number")).stream()
        .mapToInt(Number::intValue)
        .toArray();
  }

  List<ScenarioObject> objects(String name) {
    return list(
        name, (at, value) -> new ScenarioObject(at, cast(at, value, Map.class, "an object")));
  }

  ScenarioObject object(String name) {
    Map<?, ?> none = Map.of();
    return new ScenarioObject(
        at(name), one(name, Map.class, "an object").<Map<?, ?>>map(it -> it).orElse(none));
  }

  /** Lets the rest of the sandbox check a value, and names the member in what it has to say. */
  <T> T checked(String name, Function<ScenarioObject, T> use) {
    try {
      return use.apply(this);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String prefix = name.isEmpty() ? path : at(name);
      throw message.startsWith(path) ? e : new IllegalArgumentException(prefix + ": " + message, e);
    }
  }

  private interface Element<T> {
    T read(String at, @Nullable Object value);
  }

  private <T> List<T> list(String name, Element<T> element) {
    List<T> read = new ArrayList<>();
    int index = 0;
    for (Object value : one(name, List.class, "a list").<List<?>>map(it -> it).orElse(List.of())) {
      read.add(element.read(at(name) + "[" + index++ + "]", value));
    }
    return read;
  }

  private <T> Optional<T> one(String name, Class<T> type, String wanted) {
    return members.containsKey(name)
        ? Optional.of(cast(at(name), members.get(name), type, wanted))
        : Optional.empty();
  }

  private static <T> T cast(String at, @Nullable Object value, Class<T> type, String wanted) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(at + ": must be " + wanted);
    }
    return type.cast(value);
  }
}

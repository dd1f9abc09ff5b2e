package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Settings by name; one that nobody knows is refused. */
final class Settings {

  private final String whose;
  private final Map<String, String> values;

  Settings(String whose, Map<String, String> values, Set<String> known) {
    this.whose = whose;
    this.values = Map.copyOf(values);
    Set<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "unknown settings of " + whose + ": " + unknown + "; known are " + new TreeSet<>(known));
    }
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  String required(String name) {
    String value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(whose + " needs the setting " + name);
    }
    return value;
  }

  void refuse(String name, String owner) {
    if (values.containsKey(name)) {
      throw new ConfigurationException("setting " + name + " of " + whose + " is " + owner);
    }
  }

  Duration duration(String name, Duration otherwise, Duration longest) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(value);
      if (duration.isZero() || duration.isNegative() || duration.compareTo(longest) > 0) {
        throw wrong(name, "more than zero and at most " + longest, null);
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw wrong(name, "a duration such as PT2S", e);
    }
  }

  /** A number from 1, which it is by default. */
  int number(String name, int otherwise, int longest) {
    try {
      int number = Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
      if (number < 1 || number > longest) {
        throw wrong(name, "from 1 to " + longest, null);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(name, "a number", e);
    }
  }

  private ConfigurationException wrong(String name, String expected, @Nullable Exception cause) {
    return new ConfigurationException(
        "setting " + name + " of " + whose + " is not " + expected, FailureDetails.none(), cause);
  }
}

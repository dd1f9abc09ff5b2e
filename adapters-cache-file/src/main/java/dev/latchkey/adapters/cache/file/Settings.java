package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

  String required(String name) {
    String value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(whose + " needs the setting " + name);
    }
    return value;
  }

  Path requiredPath(String name) {
    try {
      return Path.of(required(name));
    } catch (InvalidPathException e) {
      throw wrong(name, "a path", e);
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
      throw wrong(name, "a duration such as PT5S", e);
    }
  }

  private ConfigurationException wrong(String name, String expected, @Nullable Exception cause) {
    return new ConfigurationException(
        "setting " + name + " of " + whose + " is not " + expected, FailureDetails.none(), cause);
  }
}

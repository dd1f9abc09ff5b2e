package dev.latchkey.spi.tck;

import dev.latchkey.spi.system.EnvironmentReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An environment that a test makes up. Immutable: each {@code with} gives another one. Values do
 * not print.
 *
 * @since 0.1
 */
public final class MapEnvironment implements EnvironmentReader {

  private static final MapEnvironment EMPTY = new MapEnvironment(Map.of(), Map.of());

  private final Map<String, String> variables;
  private final Map<String, String> properties;

  private MapEnvironment(Map<String, String> variables, Map<String, String> properties) {
    this.variables = Map.copyOf(variables);
    this.properties = Map.copyOf(properties);
  }

  /** {@return an environment in which nothing is set} */
  public static MapEnvironment empty() {
    return EMPTY;
  }

  /**
   * Gives an environment with the given variables and no properties.
   *
   * @param variables values by name
   * @return the environment
   */
  public static MapEnvironment of(Map<String, String> variables) {
    return new MapEnvironment(variables, Map.of());
  }

  /**
   * Sets a variable.
   *
   * @param name its name
   * @param value its value; an empty one reads as not set
   * @return this environment with the variable
   */
  public MapEnvironment withVariable(String name, String value) {
    return new MapEnvironment(with(variables, name, value), properties);
  }

  /**
   * Sets a system property.
   *
   * @param name its name
   * @param value its value; an empty one reads as not set
   * @return this environment with the property
   */
  public MapEnvironment withProperty(String name, String value) {
    return new MapEnvironment(variables, with(properties, name, value));
  }

  @Override
  public Optional<String> variable(String name) {
    return find(variables, name);
  }

  @Override
  public Optional<String> property(String name) {
    return find(properties, name);
  }

  /** {@return the names that are set} */
  @Override
  public String toString() {
    return "MapEnvironment[variables="
        + variables.keySet()
        + ", properties="
        + properties.keySet()
        + "]";
  }

  private static Optional<String> find(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  private static Map<String, String> with(Map<String, String> values, String name, String value) {
    Map<String, String> more = new HashMap<>(values);
    more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return more;
  }
}

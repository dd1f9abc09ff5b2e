package dev.latchkey.spi.system;

import java.util.Optional;

/**
 * Environment variables and system properties of the process. Safe for concurrent use.
 *
 * @since 0.1
 */
public interface EnvironmentReader {

  /**
   * Reads an environment variable.
   *
   * @param name its name
   * @return its value; empty if it is not set or is empty
   */
  Optional<String> variable(String name);

  /**
   * Reads a system property.
   *
   * @param name its name
   * @return its value; empty if it is not set or is empty
   */
  Optional<String> property(String name);

  /** {@return the environment of this process} */
  static EnvironmentReader system() {
    return new SystemEnvironment();
  }
}

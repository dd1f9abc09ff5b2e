package dev.latchkey.spi.system;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment of this process. */
final class SystemEnvironment implements EnvironmentReader {

  @Override
  public Optional<String> variable(String name) {
    return unlessEmpty(System.getenv(name));
  }

  @Override
  public Optional<String> property(String name) {
    return unlessEmpty(System.getProperty(name));
  }

  private static Optional<String> unlessEmpty(@Nullable String value) {
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}

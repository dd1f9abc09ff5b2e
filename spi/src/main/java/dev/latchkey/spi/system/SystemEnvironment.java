package dev.latchkey.spi.system;

import java.util.Optional;

/** The environment of this process. */
final class SystemEnvironment implements EnvironmentReader {

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }

  @Override
  public Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isEmpty());
  }
}

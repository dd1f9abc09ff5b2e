package dev.latchkey.spi.browser;

import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which browser to open. Immutable.
 *
 * @since 0.1
 */
public final class BrowserSettings {

  private final EnvironmentReader environment;
  private final @Nullable String program;

  private BrowserSettings(EnvironmentReader environment, @Nullable String program) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.program = program;
  }

  /**
   * The system's own browser.
   *
   * @param environment tells the operating system and what the person prefers
   * @return the settings
   */
  public static BrowserSettings of(EnvironmentReader environment) {
    return new BrowserSettings(environment, null);
  }

  /**
   * Sets a program to be used instead.
   *
   * @param value its name or path; it is given the address as its only argument
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public BrowserSettings program(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("browser program is empty");
    }
    return new BrowserSettings(environment, value);
  }

  /** {@return what tells the operating system and what the person prefers} */
  public EnvironmentReader environment() {
    return environment;
  }

  /** {@return the program to be used instead of the system's browser, if any} */
  public Optional<String> program() {
    return Optional.ofNullable(program);
  }
}

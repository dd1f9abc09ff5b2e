package dev.latchkey.cli.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the demonstration is to use.
 *
 * @param adapter name of the HTTP adapter
 * @param attended whether somebody is there to sign in with a browser
 * @param browser the program to open in place of the system's browser, if any
 */
public record Settings(String adapter, boolean attended, @Nullable String browser) {

  /**
   * Checks that the adapter is there.
   *
   * @param adapter name of the HTTP adapter
   * @param attended whether somebody is there to sign in with a browser
   * @param browser the program to open in place of the system's browser, if any
   */
  public Settings {
    Objects.requireNonNull(adapter, "adapter");
  }
}

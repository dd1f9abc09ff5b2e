package dev.latchkey.adapters.browser;

import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Locale;

/** The operating systems that open addresses in ways of their own. */
enum Platform {
  WINDOWS,
  MAC,
  /** Linux, and whatever else follows the conventions of its desktops. */
  FREEDESKTOP;

  static Platform of(EnvironmentReader environment) {
    String name = environment.property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") ? MAC : FREEDESKTOP;
  }
}

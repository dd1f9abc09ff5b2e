package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.ArrayList;
import java.util.List;

/** Which programs to try, the best first. */
final class Launchers {

  private Launchers() {}

  static List<Launcher> inOrder(BrowserSettings settings) {
    if (settings.program().isPresent()) {
      return List.of(Launcher.of(settings.program().get()));
    }
    EnvironmentReader environment = settings.environment();
    return switch (Platform.of(environment)) {
      case WINDOWS -> List.of(windows(environment));
      case MAC -> List.of(Launcher.of("open"));
      case FREEDESKTOP -> freedesktop(environment);
    };
  }

  // By its full path: Windows would look into the current directory first.
  private static Launcher windows(EnvironmentReader environment) {
    String root = environment.variable("SystemRoot").orElse("C:\\Windows");
    return new Launcher(root + "/System32/rundll32.exe", List.of("url.dll,FileProtocolHandler"));
  }

  private static List<Launcher> freedesktop(EnvironmentReader environment) {
    List<Launcher> launchers = new ArrayList<>();
    for (String preferred : environment.variable("BROWSER").orElse("").split(":", -1)) {
      if (!preferred.isBlank()) {
        launchers.add(Launcher.of(preferred));
      }
    }
    if (environment.variable("WSL_DISTRO_NAME").isPresent()) {
      launchers.add(Launcher.of("wslview"));
    }
    // Without a display xdg-open starts a browser for terminals, which nobody would see.
    if (environment.variable("DISPLAY").isPresent()
        || environment.variable("WAYLAND_DISPLAY").isPresent()) {
      launchers.add(Launcher.of("xdg-open"));
    }
    return launchers;
  }
}

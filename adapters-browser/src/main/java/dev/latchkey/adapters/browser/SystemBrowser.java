package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts one program after the other until one takes the address. A program that fails says so
 * soon; one that still runs is the browser itself, or on its way to it.
 */
final class SystemBrowser implements Browser {

  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final BrowserSettings settings;

  SystemBrowser(BrowserSettings settings) {
    this.settings = settings;
  }

  @Override
  public Launch open(BrowserUrl url) {
    Programs programs = new Programs(settings.environment());
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    List<String> failures = new ArrayList<>();
    for (Launcher launcher : Launchers.inOrder(settings)) {
      Path found = programs.find(launcher.program());
      String failure =
          found == null
              ? "not found"
              : start(launcher.command(found, url.argument()), endNanos - System.nanoTime());
      if (failure == null) {
        return Launch.openedBy(launcher.program());
      }
      failures.add(launcher.program() + " (" + failure + ")");
    }
    return Launch.failed(
        failures.isEmpty()
            ? "there is no desktop to open a browser on: neither DISPLAY, WAYLAND_DISPLAY nor"
                + " BROWSER is set; name a program, or sign in with a device code"
            : "no browser took the address; tried "
                + String.join(", ", failures)
                + "; name another program, open the address by hand, or sign in with a device"
                + " code");
  }

  /** {@return why the program did not take the address, or null if it did} */
  private static @Nullable String start(List<String> command, long nanos) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(nanos, TimeUnit.NANOSECONDS)) {
        return null;
      }
      return process.exitValue() == 0 ? null : "ended with " + process.exitValue();
    } catch (IOException e) {
      return "could not be started";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}

package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChromiumIT {

  @Test
  void leavesNothingRunning() throws Exception {
    assumeTrue(Chromium.isInstalled(), Chromium.MISSING);
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    List<ProcessHandle> started;
    try (Chromium chromium = Chromium.start();
        Chromium.Window open = chromium.open()) {
      open.go(URI.create("about:blank"));
      chromium.open().close();
      started = ProcessHandle.current().descendants().filter(it -> !before.contains(it)).toList();
      assertThat(started).as("a driver and what two browsers consist of").hasSizeGreaterThan(3);
    }

    for (ProcessHandle one : started) {
      one.onExit().get(10, TimeUnit.SECONDS);
    }
  }
}

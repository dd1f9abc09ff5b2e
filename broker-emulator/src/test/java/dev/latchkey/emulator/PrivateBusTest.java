package dev.latchkey.emulator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class PrivateBusTest {

  @TempDir private Path empty;

  @Test
  void withoutADaemonTestsAreSkippedAndSayWhatToInstall() {
    assertThatThrownBy(() -> new PrivateBus(Map.of("PATH", empty.toString())))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("Debian's package dbus");
    assertThatThrownBy(() -> new PrivateBus(Map.of())).isInstanceOf(TestAbortedException.class);
  }

  @Test
  void inContinuousIntegrationTheyFail() {
    assertThatThrownBy(() -> new PrivateBus(Map.of("PATH", empty.toString(), "CI", "true")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("CI=true");
  }
}

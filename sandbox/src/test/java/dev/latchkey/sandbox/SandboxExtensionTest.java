package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SandboxTest
class SandboxExtensionTest {

  private Sandbox before;

  @BeforeEach
  void takesParametersBeforeEachTest(Sandbox sandbox) {
    before = sandbox;
  }

  @Test
  void givesOneSandboxToEachTest(Sandbox sandbox, SandboxClock clock) throws Exception {
    assertThat(sandbox).isSameAs(before);
    assertThat(sandbox.clock()).isSameAs(clock);
    assertThat(new Client(sandbox).get(sandbox.uri(), "/").statusCode()).isEqualTo(200);
    assertThat(clock.advance(Duration.ofDays(1))).isEqualTo(sandbox.clock().instant());
  }
}

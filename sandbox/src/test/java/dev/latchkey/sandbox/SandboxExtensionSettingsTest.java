package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxExtensionSettingsTest {

  @RegisterExtension
  static final SandboxExtension SANDBOX =
      SandboxExtension.with(it -> it.application(SandboxApplication.builder("app").build()));

  private final List<Sandbox> seen = new ArrayList<>();

  @RepeatedTest(2)
  void appliesSettingsAndClosesAfterwards(Sandbox sandbox) {
    assertThat(sandbox.applications().find("app")).isPresent();
    for (Sandbox earlier : seen) {
      assertThat(earlier).isNotSameAs(sandbox);
      assertThatThrownBy(() -> new Client(earlier).get(earlier.uri(), "/"))
          .isInstanceOf(IOException.class);
    }
    seen.add(sandbox);
  }
}

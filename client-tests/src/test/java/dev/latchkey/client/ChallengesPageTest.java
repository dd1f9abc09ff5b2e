package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on challenges promises to tell. */
class ChallengesPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/challenges.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-068")
  void tellsWhatCapabilitiesAreFor() {
    assertThat(page)
        .contains("## Saying that you answer them", ".clientCapabilities(\"CP1\")")
        .contains("tells the token service what a client can handle")
        .contains("so that it may turn features on");
  }

  @Test
  @Tag("S-069")
  void tellsOfContinuousAccessEvaluation() {
    assertThat(page)
        .contains("`CP1`", "continuous access evaluation", "answers challenges")
        .contains("a new one if the API revoked it");
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on silent calls promises to tell. */
class SilentPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/silent.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-170")
  void tellsThatImportIsForMigration() {
    assertThat(page)
        .contains("## Bringing refresh tokens in")
        .contains("is meant for one thing: migrating people whom another library signed in");
  }

  @Test
  @Tag("S-172")
  void tellsThatImportIsNotNeededOtherwise() {
    assertThat(page)
        .contains("It is not needed in normal use: the cache maintains the refresh tokens")
        .contains("silent calls redeem them");
  }

  @Test
  @Tag("S-190")
  void recommendsTheEasierCall() {
    assertThat(page).contains("`findSilently` is the easier one, and recommended");
  }

  @Test
  @Tag("S-194")
  void tellsWhereTokensOfTheApplicationAre() {
    assertThat(page)
        .contains("Without an account (null) nothing is found and nothing is sent")
        .contains("these are had by `acquireForClient`");
  }
}

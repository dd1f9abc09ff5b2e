package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the pages on passwords and on calls on behalf of users promise to tell. */
class UserPagesTest {

  private static String page(String name) {
    try {
      return Files.readString(Path.of("../docs", name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-177")
  void tellsWhatPasswordsCannotDo() {
    assertThat(page("username-password.md"))
        .contains("## What it cannot do", "second factor", "personal Microsoft accounts", "guests");
  }

  @Test
  @Tag("S-246")
  void tellsThatConsentComesFirst() {
    assertThat(page("on-behalf-of.md"))
        .contains("## Consent", "no user interface", "known client applications");
  }
}

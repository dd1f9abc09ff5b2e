package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on signing in promises to tell. */
class SignInPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/sign-in.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-138")
  void tellsWhatIsTheCallersToDo() {
    assertThat(page)
        .contains("### What is yours to do", "Keep `saved()`", "Send the browser to `authUri()`")
        .contains("Hand the saved text and the answer to `completeAuthCodeFlow`");
  }

  @Test
  @Tag("S-145")
  void tellsWhyScopesAreNamedWhenTheCodeIsRedeemed() {
    assertThat(page).contains("### One token, one API", "A token is for one audience");
  }

  @Test
  @Tag("S-136")
  void tellsThatThereIsNoOtherResponseMode() {
    assertThat(page).contains("There is no other: a fragment never reaches a server");
  }

  @Test
  @Tag("S-163")
  void discouragesTheImplicitFlow() {
    assertThat(page).contains("implicit flow, which is not recommended");
  }

  @Test
  @Tag("S-211")
  void tellsWhichRedirectUriToRegister() {
    assertThat(page).contains("`http://localhost`", "mobile and desktop applications");
  }

  @Test
  @Tag("S-272")
  void tellsWherePromptsComeFrom() {
    assertThat(page).contains("the values of the OpenID Connect authentication request");
  }
}

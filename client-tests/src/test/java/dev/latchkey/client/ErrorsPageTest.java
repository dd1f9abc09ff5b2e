package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.TokenException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page on errors promises to tell. */
class ErrorsPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/errors.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-283")
  void namesEachExceptionThatCanBeCaught() {
    assertThat(TokenException.class.getPermittedSubclasses())
        .allSatisfy(
            it -> {
              assertThat(page)
                  .containsPattern("(?m)`%1$s`|^## %1$s$".formatted(it.getSimpleName()));
              assertThat(Modifier.isPublic(it.getModifiers())).isTrue();
            });
  }

  @Test
  @Tag("S-283")
  void tellsThatApplicationsCatchThemAndMakeNone() {
    assertThat(page)
        .contains("Applications catch these types and read them; none needs to make one");
    assertThat(Arrays.stream(TokenException.class.getPermittedSubclasses()))
        .allMatch(RuntimeException.class::isAssignableFrom);
  }

  @Test
  @Tag("S-284")
  void tellsWhatAnIdTokenExceptionCarries() {
    assertThat(page).contains("## IdTokenException", "`reason()`", "`now()`", "`claims()`");
  }
}

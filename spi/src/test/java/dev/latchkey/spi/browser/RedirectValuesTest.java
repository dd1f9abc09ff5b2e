package dev.latchkey.spi.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.spi.system.EnvironmentReader;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/callback", "/a/b-c_d.e~f/"})
  void acceptsPlainPaths(String path) {
    assertThat(RedirectSettings.defaults().port(8400).path(path).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback", "/a b", "/a?b", "/a#b", "/%2e", "/a\r\nb", "/<"})
  void refusesPathsThatNeedEncoding(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> RedirectSettings.defaults().path(path));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void refusesPortsThatDoNotExist(int port) {
    assertThatIllegalArgumentException().isThrownBy(() -> RedirectSettings.defaults().port(port));
  }

  @Test
  void answersDoNotPrint() {
    assertThat(RedirectAnswer.form("code=marker"))
        .hasToString("RedirectAnswer[mode=FORM_POST, length=11]");
  }

  @Test
  void answersAreBounded() {
    String longest = "a".repeat(RedirectAnswer.MAX_LENGTH);

    assertThat(RedirectAnswer.query(longest).encoded()).hasSize(RedirectAnswer.MAX_LENGTH);
    assertThatIllegalArgumentException().isThrownBy(() -> RedirectAnswer.query(longest + "a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 199, 600})
  void pagesHaveAFinalStatus(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Page(status, false, "done"));
  }

  @Test
  void aPageElsewhereHasItsAddress() {
    BrowserUrl address = new BrowserUrl(URI.create("https://app.example/done"));

    assertThat(Page.elsewhere(address))
        .isEqualTo(new Page(303, false, "", address))
        .hasNoNullFieldsOrProperties();
    assertThatIllegalArgumentException().isThrownBy(() -> new Page(303, false, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Page(200, false, "", address));
  }

  @Test
  void aBlankBrowserProgramIsRefused() {
    BrowserSettings settings = BrowserSettings.of(EnvironmentReader.system());

    assertThat(settings.program()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> settings.program(" "));
  }
}

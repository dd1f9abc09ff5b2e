package dev.latchkey.spi.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserUrlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?state=a%20b",
        "HTTPS://login.example/authorize",
        "http://localhost:49152/?welcome=true",
        "http://127.0.0.1:8080/realms/x",
        "http://[::1]:8080/"
      })
  void showsHttpsAndLoopback(String uri) {
    assertThat(new BrowserUrl(URI.create(uri)).argument()).isEqualTo(uri);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example/authorize",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ms-settings:network",
        "https:opaque",
        "https:///nowhere",
        "//login.example/",
        "--version",
        "https://login.example@evil.example/"
      })
  void refusesWhatCouldStartSomethingElse(String uri) {
    assertThatIllegalArgumentException().isThrownBy(() -> new BrowserUrl(URI.create(uri)));
  }

  @Test
  void handsOutAscii() {
    assertThat(new BrowserUrl(URI.create("https://login.example/?q=grün")).argument())
        .isEqualTo("https://login.example/?q=gr%C3%BCn");
  }

  @Test
  void printsNoQuery() {
    assertThat(new BrowserUrl(URI.create("https://login.example/a?state=marker")))
        .hasToString("https://login.example");
  }
}

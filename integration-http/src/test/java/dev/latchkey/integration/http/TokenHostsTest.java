package dev.latchkey.integration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenHostsTest {

  private static final TokenHosts HOSTS =
      TokenHosts.of("api.example.com", "Orders.example.com:8443", "localhost:8080", "[::1]:8080");

  @ParameterizedTest(name = "{0}: {1}, with the switch {2}")
  @CsvSource({
    "https://api.example.com/orders, true, true",
    "HTTPS://API.example.COM:443/, true, true",
    "https://api.example.com:8443/, false, false",
    "https://orders.example.com:8443/, true, true",
    "https://orders.example.com/, false, false",
    "https://sub.api.example.com/, false, false",
    "https://example.com/, false, false",
    "https://api.example.com.evil.example/, false, false",
    "https://evil.example/api.example.com, false, false",
    "https://api.example.com@evil.example/, false, false",
    "https://evil.example/?api.example.com, false, false",
    "https://api.example.com./, false, false",
    "http://api.example.com/, false, false",
    "http://api.example.com:443/, false, false",
    "ftp://localhost:8080/, false, false",
    "https://localhost:8080/, true, true",
    "http://localhost:8080/, false, true",
    "http://localhost:8081/, false, false",
    "http://127.0.0.1:8080/, false, false",
    "http://[::1]:8080/, false, true",
    "mailto:api.example.com, false, false",
    "/orders, false, false"
  })
  void tokenGoesOnlyWhereItIsMeantToGo(URI uri, boolean strictly, boolean withSwitch) {
    assertThat(HOSTS.mayHaveToken(uri)).isEqualTo(strictly);
    assertThat(HOSTS.plainHttpOnLoopback().mayHaveToken(uri)).isEqualTo(withSwitch);
  }

  @Test
  void namesThatOnlyLookLikeLoopbackAreNone() {
    TokenHosts hosts =
        TokenHosts.of("127.example.com:80", "localhost.example.com:80", "128.0.0.1:80")
            .plainHttpOnLoopback();

    assertThat(hosts.mayHaveToken(URI.create("http://127.example.com/"))).isFalse();
    assertThat(hosts.mayHaveToken(URI.create("http://localhost.example.com/"))).isFalse();
    assertThat(hosts.mayHaveToken(URI.create("http://128.0.0.1/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "https://api.example.com", "api.example.com/path", "user@api.example.com",
        "api.example.com?x", "api.example.com#x", "api.example.com:0", "api.example.com:99999", "*",
        "*.example.com", "a b", "api.example.com:x", "a,b"
      })
  void whatIsNoHostIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenHosts.of(text))
        .withMessageContaining("api.example.com:8443");
  }

  @Test
  void noHostAtAllIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(TokenHosts::of);
  }
}

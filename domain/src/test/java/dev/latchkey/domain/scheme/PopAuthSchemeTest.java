package dev.latchkey.domain.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopAuthSchemeTest {

  private static final URI URL = URI.create("https://api.contoso.example:8443/orders?page=2");

  @Test
  @Tag("S-274")
  @SuppressWarnings("NullAway") // what callers without a null checker do
  void allThreeAreNeeded() {
    assertThatThrownBy(() -> new PopAuthScheme(null, URL, "nonce"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("http method");
    assertThatThrownBy(() -> new PopAuthScheme("GET", null, "nonce"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("url");
    assertThatThrownBy(() -> new PopAuthScheme("GET", URL, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("nonce");
    assertThatThrownBy(() -> new PopAuthScheme("GET", URL, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WWW-Authenticate");
    assertThatThrownBy(() -> new PopAuthScheme("GET", URI.create("/orders"), "nonce"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host");
  }

  @ParameterizedTest
  @Tag("S-275")
  @ValueSource(strings = {"get", "Post", "HEAD", "", "GET "})
  void theMethodIsAnUpperCaseVerb(String method) {
    assertThatThrownBy(() -> new PopAuthScheme(method, URL, "nonce"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http method");
  }

  @Test
  @Tag("S-276")
  @Tag("S-277")
  @Tag("S-278")
  @Tag("S-279")
  @Tag("S-280")
  void theVerbsHaveConstants() {
    assertThat(PopAuthScheme.HTTP_GET).isEqualTo("GET");
    assertThat(PopAuthScheme.HTTP_POST).isEqualTo("POST");
    assertThat(PopAuthScheme.HTTP_PUT).isEqualTo("PUT");
    assertThat(PopAuthScheme.HTTP_DELETE).isEqualTo("DELETE");
    assertThat(PopAuthScheme.HTTP_PATCH).isEqualTo("PATCH");
    assertThat(new PopAuthScheme(PopAuthScheme.HTTP_PATCH, URL, "nonce").httpMethod())
        .isEqualTo("PATCH");
  }

  @Test
  void itPrintsNeitherPathNorNonce() {
    assertThat(new PopAuthScheme("GET", URL, "secret-nonce").toString())
        .contains("GET", "api.contoso.example")
        .doesNotContain("orders", "secret-nonce");
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An argument error names the parameter, before anything is sent. */
class BadInputTest {

  private static final ClientCredential CREDENTIAL = ClientCredential.secret("x");

  private static void refused(String parameter, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "ü"})
  void clientId(String value) {
    refused("client id", () -> ConfidentialClient.builder(value, CREDENTIAL));
  }

  @Test
  @Tag("S-240")
  void scopes() {
    refused("scopes", ClientRequest::of);
    refused("scopes", () -> ClientRequest.of(""));
    refused("scopes", () -> ClientRequest.of(List.of()));
    refused("scopes", () -> ClientRequest.of("a\r\nb"));
  }

  @Test
  void theRest() {
    refused("authority", () -> Authority.parse("login.microsoftonline.com/t"));
    refused("secret", () -> ClientCredential.secret(""));
    refused("tenant", () -> ClientRequest.of("a").tenant("a/b"));
    refused(
        "extra parameters",
        () -> ClientRequest.of("a").extraParameters(Map.of("client_id", "other")));
    refused("extra parameters", () -> ClientRequest.of("a").extraParameters(Map.of("", "x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "[]", "{\"marker\":1", "{\"marker\":1}x", "{\"marker\":1,\"marker\":2}"})
  void claims(String value) {
    assertThatThrownBy(() -> ClientRequest.of("a").claims(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("claims")
        .hasMessageNotContaining("marker");
  }

  @Test
  void nothingIsNamedToo() {
    assertThatThrownBy(() -> ConfidentialClient.builder("a", (ClientCredential) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("credential");
    assertThatThrownBy(() -> ClientRequest.of("a").claims(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("claims");
  }
}

package dev.latchkey.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** An operator who has switched values on sees them all, but for secrets. */
class SecretsInActuatorTest {

  private final SanitizingFunction function =
      new LatchkeyActuatorAutoConfiguration().latchkeySecrets();

  private String shown(String key, String value) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(key, value)));
    return new EnvironmentEndpoint(environment, List.of(function), Show.ALWAYS)
        .environmentEntry(key)
        .getProperty()
        .getValue()
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latchkey.clients.orders.client-secret",
        "latchkey.clients.orders.clientSecret",
        "latchkey.clients[my.orders].client_secret",
        "latchkey.clients.orders.certificate.passphrase",
        "latchkey.http.proxy.password",
        "LATCHKEY_HTTP_PROXY_PASSWORD",
        "LATCHKEY_CLIENTS_ORDERS_CLIENTSECRET",
        "LATCHKEY_CLIENTS_ORDERS_CERTIFICATE_PASSPHRASE"
      })
  void secretIsMasked(String key) {
    assertThat(shown(key, "marker")).isEqualTo("******");
  }

  @Test
  void restIsShown() {
    assertThat(shown("latchkey.clients.orders.client-id", "orders-app")).isEqualTo("orders-app");
    assertThat(shown("other.client-secret", "somebody else's")).isEqualTo("somebody else's");
  }
}

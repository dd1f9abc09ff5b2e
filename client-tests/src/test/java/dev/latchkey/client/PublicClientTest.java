package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.identity.CredentialSource;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a public client takes, and what it does not. */
class PublicClientTest {

  private static Stream<Method> doors(Class<?> type) {
    return Arrays.stream(type.getMethods()).filter(it -> !it.isSynthetic());
  }

  @Test
  @Tag("S-021")
  void nothingOfAPublicClientTakesACredential() {
    assertThat(
            Stream.of(
                    PublicClient.class,
                    PublicClient.Builder.class,
                    SilentRequest.class,
                    RefreshTokenRequest.class)
                .flatMap(PublicClientTest::doors)
                .flatMap(it -> Arrays.stream(it.getParameterTypes())))
        .isNotEmpty()
        .noneMatch(ClientCredential.class::isAssignableFrom)
        .noneMatch(CredentialSource.class::isAssignableFrom);
    assertThat(doors(PublicClient.Builder.class).map(Method::getName))
        .doesNotContain("clientAuthentication");
  }

  @ParameterizedTest
  @Tag("S-021")
  @ValueSource(
      strings = {"client_secret", "client_assertion", "client_assertion_type", "client_id"})
  void aCredentialAmongTheParametersIsRefused(String name) {
    assertThatThrownBy(
            () -> SilentRequest.of(List.of(), null).extraParameters(Map.of(name, "value")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  @Tag("S-020")
  void bothKindsOfClientHaveTheSharedOptions() {
    Set<String> shared =
        doors(ClientBuilder.class).map(Method::getName).collect(Collectors.toSet());
    assertThat(shared)
        .contains("authority", "http", "retry", "appName", "excludeScopes", "eventSink");
    for (Class<?> builder : ClientBuilder.class.getPermittedSubclasses()) {
      assertThat(doors(builder).map(Method::getName)).containsAll(shared).contains("build");
    }
  }

  @Test
  void aClientOfTheApplicationsOwnTokensSignsNobodyIn() {
    try (ConfidentialClient client =
        ConfidentialClient.builder(
                "app",
                context -> {
                  throw new AssertionError("not asked");
                })
            .build()) {
      assertThatThrownBy(
              () ->
                  client.importRefreshToken(RefreshTokenRequest.of(List.of(), Secret.of("token"))))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("credential");
    }
  }
}

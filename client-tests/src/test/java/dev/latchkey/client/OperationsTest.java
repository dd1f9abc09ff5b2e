package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which operations each kind of client has, and that all take what nobody thought of. */
class OperationsTest {

  private static final List<String> SCOPES = List.of("User.Read");

  private static final Set<String> OF_BOTH =
      Set.of(
          "beginAuthCodeFlow",
          "completeAuthCodeFlow",
          "authorizationUrl",
          "redeemCode",
          "importRefreshToken",
          "acquireByPassword",
          "acquireSilently",
          "findSilently",
          "accounts",
          "account",
          "removeAccount",
          "isPopSupported");

  private static Set<String> operations(Class<?> client) {
    return Arrays.stream(client.getMethods())
        .filter(it -> !Modifier.isStatic(it.getModifiers()))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  @Test
  @Tag("S-001")
  @Tag("S-315")
  @Tag("S-317")
  @Tag("S-318")
  @Tag("S-183")
  void publicClientHasDeviceFlowAndInteractiveBesideWhatBothHave() {
    assertThat(operations(PublicClient.class))
        .containsAll(OF_BOTH)
        .contains(
            "beginDeviceCodeFlow",
            "completeDeviceCodeFlow",
            "acquireByDeviceCode",
            "acquireInteractively")
        .doesNotContain("acquireForClient", "acquireOnBehalfOf", "removeTokensForClient");
  }

  @Test
  @Tag("S-001")
  @Tag("S-316")
  @Tag("S-317")
  @Tag("S-318")
  @Tag("S-183")
  void confidentialClientHasAppOnlyAndOnBehalfOfBesideWhatBothHave() {
    assertThat(operations(ConfidentialClient.class))
        .containsAll(OF_BOTH)
        .contains("acquireForClient", "acquireOnBehalfOf", "removeTokensForClient")
        .doesNotContain("beginDeviceCodeFlow", "completeDeviceCodeFlow", "acquireByDeviceCode");
  }

  @Test
  @Tag("S-014")
  void whatBothHaveIsDeclaredOnceAndMadeByNobody() {
    assertThat(UserClient.class).isInterface().isSealed();
    assertThat(UserClient.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(PublicClient.class, ConfidentialClient.class);
    assertThat(Arrays.stream(UserClient.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(OF_BOTH);
  }

  @Test
  @Tag("S-318")
  void placeholderOfTheConsoleBelongsToThePublicClient() {
    assertThat(PublicClient.CONSOLE_WINDOW_HANDLE).isNotNull();
    assertThat(ConfidentialClient.class.getFields()).isEmpty();
  }

  /** The options of the reference, each as the builders have it. */
  private static <B extends ClientBuilder<B>> Stream<UnaryOperator<B>> options() {
    return Stream.of(
        it -> it.authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com")),
        it -> it.authority(Authority.oidc(URI.create("https://id.contoso.example"))),
        it -> it.validateAuthority(false),
        it -> it.tokenCache(TokenCache.inMemory()),
        it -> it.http(new ScriptedAuthority()),
        it -> it.http(HttpSettings.defaults().trust(Trust.system())),
        it -> it.http(HttpSettings.defaults().timeout(Duration.ofSeconds(3))),
        it -> it.appName("orders").appVersion("2.1"),
        it -> it.clientCapabilities("CP1"),
        it -> it.excludeScopes(List.of("profile")),
        it -> it.httpCache("file", Map.of("path", "target/options.http_cache")),
        it -> it.instanceDiscovery(false),
        it -> it.logPersonalData(true),
        OperationsTest::withoutBroker);
  }

  @SuppressWarnings("deprecation")
  private static <B extends ClientBuilder<B>> B withoutBroker(B builder) {
    return builder.allowBroker(false);
  }

  @Test
  @Tag("S-016")
  @Tag("S-312")
  void publicClientIsBuiltOfItsIdAloneAndWithEachOption() {
    PublicClient.builder(House.CLIENT_ID).httpProvider("apache").build().close();
    OperationsTest.<PublicClient.Builder>options()
        .forEach(
            it ->
                it.apply(PublicClient.builder(House.CLIENT_ID).httpProvider("apache"))
                    .build()
                    .close());
    PublicClient.builder(House.CLIENT_ID).httpProvider("apache").brokerOn().build().close();
  }

  @Test
  @Tag("S-016")
  @Tag("S-313")
  void confidentialClientIsBuiltWithEachOption() {
    OperationsTest.<ConfidentialClient.Builder>options()
        .forEach(it -> it.apply(confidential()).build().close());
    confidential().region(Region.named("westeurope")).build().close();
  }

  private static ConfidentialClient.Builder confidential() {
    return ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
        .httpProvider("apache");
  }

  @Test
  @Tag("S-021")
  void publicClientHasNowhereToPutACredential() {
    Stream<Class<?>> parameters =
        Stream.of(PublicClient.class.getMethods(), PublicClient.Builder.class.getMethods())
            .flatMap(Arrays::stream)
            .flatMap(it -> Arrays.stream(it.getParameterTypes()));
    assertThat(parameters).noneMatch(ClientCredential.class::isAssignableFrom);
  }

  @Test
  @Tag("S-314")
  void extraParametersReachTheTokenRequestOfEachOperation() {
    Map<String, String> extra = Map.of("slice", "test", "token_type_hint", "a&b=c");
    ScriptedAuthority authority =
        new ScriptedAuthority()
            .then(200, ScriptedAuthority.tokens("mira", "a", ",\"refresh_token\":\"r\""));
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.entra(Cloud.PUBLIC, ScriptedAuthority.TENANT))
            .http(authority)
            .timeSource(new ManualTimeSource())
            .build()) {
      client.acquireForClient(ClientRequest.of(House.SCOPE).extraParameters(extra));
      client.importRefreshToken(
          RefreshTokenRequest.of(SCOPES, Secret.of("old")).extraParameters(extra));
      client.acquireSilently(
          SilentRequest.of(SCOPES, client.accounts().get(0))
              .extraParameters(extra)
              .forceRefresh(true));
      client.acquireOnBehalfOf(
          OnBehalfOfRequest.of(SCOPES, Secret.of("caller")).extraParameters(extra));
      client.acquireByPassword(
          PasswordRequest.of(SCOPES, "mira", "secret".toCharArray()).extraParameters(extra));
      client.redeemCode(AuthCodeRequest.of(Secret.of("code"), SCOPES).extraParameters(extra));
    }
    assertThat(authority.forms("/token"))
        .hasSize(6)
        .allSatisfy(it -> assertThat(it).containsAllEntriesOf(extra));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id",
        "grant_type",
        "client_secret",
        "client_assertion",
        "assertion",
        "code",
        "refresh_token",
        "password"
      })
  @Tag("S-314")
  void whatIsTheLibrarysOwnCannotBeReplaced(String name) {
    Map<String, String> extra = Map.of(name, "x");
    List<Runnable> all =
        List.of(
            () -> ClientRequest.of(House.SCOPE).extraParameters(extra),
            () -> AuthCodeFlowRequest.of(SCOPES).extraParameters(extra),
            () -> AuthCodeRequest.of(Secret.of("c"), SCOPES).extraParameters(extra),
            () -> RefreshTokenRequest.of(SCOPES, Secret.of("r")).extraParameters(extra),
            () -> SilentRequest.of(SCOPES, null).extraParameters(extra),
            () -> OnBehalfOfRequest.of(SCOPES, Secret.of("a")).extraParameters(extra),
            () -> PasswordRequest.of(SCOPES, "m", "p".toCharArray()).extraParameters(extra));
    assertThat(all)
        .allSatisfy(
            it ->
                assertThatThrownBy(it::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name));
  }
}

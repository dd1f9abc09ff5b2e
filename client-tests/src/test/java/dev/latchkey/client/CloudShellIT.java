package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.SandboxCloudShell;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program in Azure Cloud Shell gets tokens of the person who has the shell open. */
@Timeout(60)
class CloudShellIT {

  private static final String SCOPE = "https://management.azure.com/.default";
  private static final InteractiveRequest REQUEST =
      InteractiveRequest.of(List.of(SCOPE)).prompt(Prompt.NONE);

  private final Hotel hotel = new Hotel();
  private final SandboxCloudShell shell = hotel.house.sandbox.openCloudShell(Hotel.MIRA);
  private final Map<String, String> variables = new HashMap<>();
  private final PublicClient client = client();

  /** What the variables say at each moment. */
  private PublicClient client() {
    variables.put("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/1.0");
    variables.put("MSI_ENDPOINT", shell.endpoint().toString());
    return hotel.client().environment(environment()).build();
  }

  private EnvironmentReader environment() {
    return new EnvironmentReader() {
      @Override
      public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
      }

      @Override
      public Optional<String> property(String name) {
        return Optional.empty();
      }
    };
  }

  @AfterEach
  void close() {
    client.close();
    shell.close();
    hotel.close();
  }

  private List<RecordedRequest> asked() {
    return hotel.house.sandbox.requests().to(EndpointKind.CLOUD_SHELL);
  }

  private Account mira() {
    return client.acquireInteractively(REQUEST).account().orElseThrow();
  }

  @Test
  @Tag("S-303")
  @Tag("S-304")
  void promptNoneAsksTheShellAndNoBrowserIsOpened() {
    TokenResult result =
        client.acquireInteractively(
            REQUEST
                .browser(
                    url -> {
                      throw new AssertionError("a browser was opened");
                    })
                .onBeforeLaunchingUi(
                    launch -> {
                      throw new AssertionError("a window was announced");
                    }));

    assertThat(asked())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.header("metadata")).contains("true");
              assertThat(it.form())
                  .containsOnly(Map.entry("resource", List.of("https://management.azure.com")));
            });
    assertThat(hotel.sent()).isEqualTo(1);
    assertThat(result.source()).isEqualTo(TokenSource.BROKER);
    assertThat(result.tokenType().value()).isEqualTo("Bearer");
    assertThat(result.account().orElseThrow().username()).isEqualTo(Hotel.MIRA);
    assertThat(client.accounts()).containsExactly(result.account().orElseThrow());
  }

  @Test
  void silentCallIsServedFromTheCacheAndThenByTheShell() {
    TokenResult first = client.acquireInteractively(REQUEST);
    SilentRequest silent = SilentRequest.of(List.of(SCOPE), first.account().orElseThrow());

    assertThat(client.acquireSilently(silent).accessToken()).isEqualTo(first.accessToken());
    assertThat(asked()).hasSize(1);

    hotel.house.time.advance(Duration.ofMinutes(58));
    TokenResult renewed = client.acquireSilently(silent);
    assertThat(renewed.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(renewed.source()).isEqualTo(TokenSource.BROKER);
    assertThat(renewed.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
    assertThat(asked()).hasSize(2);

    client.acquireSilently(silent.forceRefresh(true));
    client.acquireSilently(silent.claims("{\"access_token\":{}}"));
    assertThat(asked()).hasSize(4);
    assertThat(asked().get(3).form()).containsOnlyKeys("resource");
    assertThat(client.accounts()).hasSize(1);
    assertThat(hotel.house.tokenRequests()).isEmpty();
  }

  @Test
  void personWhomTheShellDoesNotSpeakForHasToSignIn() {
    Account stranger = Account.of(new HomeAccountId("u.t"), mira().environment(), "somebody");
    assertThat(client.findSilently(SilentRequest.of(List.of(SCOPE), stranger))).isEmpty();
    assertThat(asked()).as("for Mira").hasSize(1);
  }

  @Test
  void personIsKnownOnlyWhileThisIsAShell() {
    Account account = mira();
    variables.remove("AZUREPS_HOST_ENVIRONMENT");

    assertThat(client.accounts()).isEmpty();
    assertThat(client.account(account.homeAccountId())).isEmpty();
    assertThatThrownBy(
            () ->
                client.acquireSilently(
                    SilentRequest.of(List.of(SCOPE), account).forceRefresh(true)))
        .isInstanceOf(InteractionRequiredException.class);
    assertThat(asked()).hasSize(1);

    variables.put("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/1.0");
    assertThat(client.accounts()).containsExactly(account);
    client.removeAccount(account);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void severalScopesAreSeveralResources() {
    client.acquireInteractively(
        InteractiveRequest.of(
                List.of(SCOPE, "https://management.azure.com/other", "https://vault.azure.net/x"))
            .prompt(Prompt.NONE));
    assertThat(asked().get(0).formParameter("resource"))
        .contains("https://management.azure.com https://vault.azure.net");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "azure-shell", "my-cloud-shell"})
  void elsewhereNothingOfItIsAsked(String host) {
    variables.put("AZUREPS_HOST_ENVIRONMENT", host);
    Robot robot = Robot.doing(hotel, (it, uri) -> {});
    assertThatThrownBy(
            () ->
                client.acquireInteractively(REQUEST.browser(robot).timeout(Duration.ofMillis(100))))
        .isInstanceOf(TransportException.class);
    assertThat(robot.address()).containsEntry("prompt", "none");
    assertThat(asked()).isEmpty();
  }

  @Test
  void otherPromptsOpenABrowserInAShellToo() {
    Robot robot = Robot.signingIn(hotel);
    client.acquireInteractively(InteractiveRequest.of(Hotel.SCOPES).browser(robot));
    robot.join();
    assertThat(asked()).isEmpty();
  }

  @Test
  void usualAddressIsAskedWhereNoOtherIsNamed() {
    variables.remove("MSI_ENDPOINT");
    HttpSettings http = hotel.house.http();
    Map<HostAndPort, HostAndPort> routes = new HashMap<>(http.connectTo());
    routes.put(
        new HostAndPort("localhost", 50342),
        new HostAndPort("127.0.0.1", shell.endpoint().getPort()));
    try (PublicClient usual =
        hotel.client().http(http.connectTo(routes)).environment(environment()).build()) {
      usual.acquireInteractively(REQUEST);
    }
    assertThat(asked())
        .singleElement()
        .satisfies(it -> assertThat(it.path()).isEqualTo("/oauth2/token"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/oauth2/token",
        "https://localhost:1/oauth2/token",
        "http://localhost.evil.example:1/oauth2/token",
        "http://user@localhost:1/oauth2/token",
        "http://localhost:1@evil.example/oauth2/token",
        "localhost:50342",
        "file:///etc/passwd",
        "http://",
        "not an address"
      })
  void addressOfAnotherMachineIsRefused(String address) {
    variables.put("MSI_ENDPOINT", address);
    assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("MSI_ENDPOINT")
        .hasMessageNotContaining(address);
    assertThat(hotel.sent()).isZero();
  }

  @Test
  void whatTheShellSaidIsTold() {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.CLOUD_SHELL)
        .next(
            Fault.status(
                400,
                "{\"error\":{\"code\":\"invalid_resource\",\"message\":\"no such thing\"}}",
                Map.of("Content-Type", "application/json")));
    assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.error().orElseThrow().code().value()).isEqualTo("invalid_resource");
              assertThat(e.error().orElseThrow().description()).contains("no such thing");
              assertThat(e.status()).hasValue(400);
            });
    assertThat(client.accounts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"error\":\"text\"}", "{\"error\":{}}", "[]"})
  void failureWithoutWordsIsTyped(String body) {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.CLOUD_SHELL)
        .next(Fault.status(500, body, Map.of("Content-Type", "application/json")));
    assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.error()).isEmpty();
              assertThat(e.isTransient()).isTrue();
            });
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void tokenOfAnotherKindIsRefused() {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.CLOUD_SHELL)
        .next(
            Fault.body(
                "{\"access_token\":\"a\",\"token_type\":\"ssh-cert\",\"expires_in\":\"60\"}",
                "application/json"));
    assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("ssh-cert");
    assertThat(client.accounts()).isEmpty();

    assertThat(
            client
                .acquireInteractively(
                    REQUEST.extraParameters(
                        Map.of("token_type", "ssh-cert", "req_cnf", "{}", "key_id", "one")))
                .tokenType()
                .value())
        .isEqualTo("ssh-cert");
  }

  @Test
  void tokenThatNamesNobodyIsTheCurrentUsers() {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.CLOUD_SHELL)
        .next(
            Fault.body(
                "{\"access_token\":\"opaque\",\"token_type\":\"bearer\",\"expires_in\":\"3600\"}",
                "application/json"));
    Account account = mira();
    assertThat(account.username()).isEqualTo("currentuser@cloudshell");
    assertThat(account.homeAccountId().value()).isEqualTo("user.cloudshell");
    assertThat(client.acquireSilently(SilentRequest.of(List.of(SCOPE), account)).hasAccessToken())
        .isTrue();
  }

  @Test
  void confidentialClientIsNotServed() {
    try (ConfidentialClient confidential =
        hotel
            .house
            .client(ClientCredential.secret(House.SECRET))
            .environment(environment())
            .build()) {
      Robot robot = Robot.doing(hotel, (it, uri) -> {});
      assertThatThrownBy(
              () ->
                  confidential.acquireInteractively(
                      REQUEST.browser(robot).timeout(Duration.ofMillis(100))))
          .isInstanceOf(TransportException.class);
    }
    assertThat(asked()).isEmpty();
  }
}

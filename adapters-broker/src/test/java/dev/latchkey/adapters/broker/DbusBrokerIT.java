package dev.latchkey.adapters.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.emulator.BrokerEmulator;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.emulator.PrivateBus;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.ProofOfPossession;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over a real bus, and which bus it is. */
@Tag("real-peer")
@Timeout(60)
class DbusBrokerIT {

  private static final String NAME = "mira@contoso.example";
  private static final CorrelationId ID = new CorrelationId(new UUID(0xABCDEF, 2));
  private static final BrokerCall CALL =
      BrokerCall.of(
          new ClientId("app"),
          URI.create("https://login.microsoftonline.com/common/oauth2/nativeclient"),
          ID);
  private static final BrokerAccount ACCOUNT =
      BrokerAccount.of(
          new HomeAccountId(Dialects.UID + "." + Dialects.TENANT),
          new Environment("login.microsoftonline.com"),
          NAME);

  private final PrivateBus bus = new PrivateBus();
  private final BrokerEmulator emulator =
      new BrokerEmulator(bus)
          .answers("getLinuxBrokerVersion", "{\"linuxBrokerVersion\":\"3.0.1\"}")
          .answers("getAccounts", Dialects.accounts(NAME))
          .answers("acquireTokenSilently", Dialects.microsoft("at-1", NAME))
          .answers("acquireTokenInteractively", Dialects.microsoft("at-2", NAME));
  private final Broker broker = open(bus.environment());

  @TempDir private Path folder;

  private static Broker open(EnvironmentReader environment) {
    return new DbusBrokerProvider().open(BrokerSettings.of(environment, TimeSource.system()));
  }

  @AfterEach
  void close() {
    broker.close();
    emulator.close();
    bus.close();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(10), TimeSource.system());
  }

  private static BrokerRequest.Builder request() {
    return BrokerRequest.builder(
        CALL, URI.create("https://login.microsoftonline.com/common"), Scopes.of("User.Read"));
  }

  private BrokerAnswer silently() {
    return broker.acquireSilently(request().account(ACCOUNT).build(), soon(), Cancellation.none());
  }

  @Test
  void servesLinuxAlone() {
    DbusBrokerProvider provider = new DbusBrokerProvider();
    for (BrokerPlatform platform : BrokerPlatform.values()) {
      assertThat(provider.supports(platform)).isEqualTo(platform == BrokerPlatform.LINUX);
    }
  }

  @Test
  void tellsVersionOfTheBroker() {
    assertThat(broker.availability(soon(), Cancellation.none()))
        .isEqualTo(BrokerAvailability.present("3.0.1"));
    assertThat(emulator.asked("getLinuxBrokerVersion").get(0).protocol()).isEqualTo("0.0");
  }

  // M-08
  @Test
  void brokerWithoutAVersionIsTooOld() {
    emulator.does(
        "getLinuxBrokerVersion", (self, call) -> self.send(BrokerEmulator.reply(call, "{}")));
    assertThat(broker.availability(soon(), Cancellation.none()).available()).isFalse();
  }

  @Test
  @Tag("W-34")
  void wishGoesOverTheBusAsMicrosoftsOwnClientSaysIt() {
    broker.acquireSilently(
        request()
            .account(ACCOUNT)
            .claims("{\"access_token\":{}}")
            .accessTokenToRenew(Secret.of("at-0"))
            .parameters(Map.of("dc", "test"))
            .build(),
        soon(),
        Cancellation.none());

    BrokerEmulator.Asked asked = emulator.asked("acquireTokenSilently").get(0);
    assertThat(asked.correlationId()).isEqualTo(ID.value().toString());
    JsonObject parameters = asked.parameters();
    assertThat(parameters.getJsonObject("account").getJsonObject("unknownToUs"))
        .as("the broker's own record comes back whole")
        .isNotNull();
    assertThat(parameters.getString("username")).isEqualTo(NAME);
    assertThat(parameters.getString("authority"))
        .isEqualTo("https://login.microsoftonline.com/" + Dialects.TENANT);
    assertThat(parameters.getInt("authorizationType")).isEqualTo(1);
    assertThat(parameters.getString("clientId")).isEqualTo("app");
    assertThat(parameters.getString("redirectUri")).isEqualTo(CALL.redirectUri().toString());
    assertThat(parameters.getJsonArray("requestedScopes").getValuesAs(JsonString::getString))
        .containsExactly("User.Read");
    assertThat(parameters.getString("decodedClaims")).isEqualTo("{\"access_token\":{}}");
    assertThat(parameters.getString("accessTokenToRenew")).isEqualTo("at-0");
    assertThat(
            parameters.getJsonObject("additionalQueryParametersForAuthorization").getString("dc"))
        .isEqualTo("test");
    assertThat(parameters.get("popParams")).isEqualTo(JsonValue.NULL);
    assertThat(parameters.getInt("uxContextHandle")).isEqualTo(-1);
    // M-09
    assertThat(emulator.asked().toString()).doesNotContain("refresh_token", "client_secret");
  }

  @Test
  void signInNamesNoAccount() {
    BrokerAnswer answer =
        broker.acquireInteractively(
            request().loginHint(NAME).prompt("select_account").build(),
            ParentWindow.of(77),
            soon(),
            Cancellation.none());
    assertThat(((BrokerToken) answer).accessToken().reveal()).isEqualTo("at-2");
    BrokerEmulator.Asked asked = emulator.asked("acquireTokenInteractively").get(0);
    assertThat(asked.request().getInt("parentWindowHandle")).isEqualTo(77);
    assertThat(asked.parameters().get("account")).isEqualTo(JsonValue.NULL);
    assertThat(asked.parameters().getString("username")).isEqualTo(NAME);
    assertThat(asked.parameters().getString("authority"))
        .isEqualTo("https://login.microsoftonline.com/common");
    assertThat(asked.parameters().getInt("authorizationType")).isEqualTo(6);
    assertThat(asked.parameters().getString("prompt")).isEqualTo("select_account");
    assertThat(asked.parameters().getBoolean("isSignIn")).isTrue();
  }

  @Test
  void bothDialectsAreUnderstood() {
    BrokerToken microsoft = (BrokerToken) silently();
    emulator.answers("acquireTokenSilently", Dialects.himmelblau("at-h"));
    BrokerToken himmelblau = (BrokerToken) silently();

    assertThat(microsoft.account().orElseThrow().localAccountId()).contains(Dialects.UID);
    assertThat(microsoft.grantedScopes().values()).contains("User.Read", "openid");
    assertThat(microsoft.telemetry()).containsEntry("count", "3");
    assertThat(himmelblau.accessToken().reveal()).isEqualTo("at-h");
    assertThat(himmelblau.account()).isEmpty();
    assertThat(himmelblau.clientInfo()).contains(Dialects.clientInfo());
    assertThat(Duration.between(himmelblau.expiresAt(), himmelblau.extendedExpiresAt().get()).abs())
        .isLessThan(Duration.ofSeconds(1));
    assertThat(himmelblau.toString() + microsoft).doesNotContain("at-", NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "0, UNEXPECTED",
    "2, INTERACTION_REQUIRED",
    "3, NO_NETWORK",
    "4, NETWORK_UNAVAILABLE",
    "5, SERVER_UNAVAILABLE",
    "6, API_CONTRACT_VIOLATION",
    "7, USER_CANCELLED",
    "8, APPLICATION_CANCELLED",
    "9, INCORRECT_CONFIGURATION",
    "11, AUTHORITY_UNTRUSTED",
    "12, USER_SWITCHED",
    "13, ACCOUNT_UNUSABLE",
    "14, USER_DATA_REMOVAL_REQUIRED",
    "15, UNEXPECTED",
    "-1, UNEXPECTED",
    "4711, UNEXPECTED"
  })
  void statusesAreTold(int status, BrokerStatus expected) {
    emulator.answers("acquireTokenSilently", Dialects.refusal(status, "AADSTS50076: why"));
    BrokerRefusal refusal = (BrokerRefusal) silently();
    assertThat(refusal.status()).isEqualTo(expected);
    assertThat(refusal.context()).isEqualTo("AADSTS50076: why");
    assertThat(refusal.code()).contains(-895573990L);
    assertThat(refusal.tag()).contains(557973642L);
  }

  @Test
  void refusalWithoutItsUsualShapeIsOneAllTheSame() {
    emulator.answers("acquireTokenSilently", Dialects.himmelblauRefusal("not for you"));
    assertThat(silently())
        .isInstanceOfSatisfying(
            BrokerRefusal.class,
            it -> {
              assertThat(it.status()).isEqualTo(BrokerStatus.UNEXPECTED);
              assertThat(it.context()).isEqualTo("not for you");
              assertThat(it.tag()).isEmpty();
            });
    emulator.answers("getAccounts", Dialects.himmelblauRefusal("hush mira"));
    assertThatThrownBy(() -> broker.accounts(CALL, soon(), Cancellation.none()))
        .isInstanceOf(BrokerException.class)
        .hasMessageNotContaining("mira")
        .satisfies(
            e ->
                assertThat(((BrokerException) e).error().orElseThrow().description())
                    .contains("hush mira"));
  }

  @Test
  void unknownAccountIsNotAskedFor() {
    emulator.answers("getAccounts", "{\"accounts\":[]}");
    assertThat(((BrokerRefusal) silently()).status()).isEqualTo(BrokerStatus.ACCOUNT_UNUSABLE);
    assertThat(broker.acquireSilently(request().build(), soon(), Cancellation.none()))
        .isInstanceOfSatisfying(
            BrokerRefusal.class,
            it -> assertThat(it.status()).isEqualTo(BrokerStatus.INTERACTION_REQUIRED));
    assertThat(emulator.asked("acquireTokenSilently")).isEmpty();
  }

  @Test
  void accountsThatCannotBeReadAreLeftOut() {
    emulator.answers(
        "getAccounts",
        "{\"accounts\":[7,{},{\"homeAccountId\":\"\"}," + Dialects.account(NAME) + "]}");
    assertThat(broker.accounts(CALL, soon(), Cancellation.none())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"brokerTokenResponse\":{}}",
        "{\"a\":1,\"a\":2}",
        "{\"brokerTokenResponse\":{\"accessToken\":\"hush\"}}",
        "{\"brokerTokenResponse\":{\"accessToken\":\"hush\",\"expiresOn\":\"soon\"}}",
        "{\"brokerTokenResponse\":{\"accessToken\":\"hush\",\"expiresOn\":1e400}}"
      })
  void answersThatMakeNoSenseAreFailures(String json) {
    emulator.answers("acquireTokenSilently", json);
    assertThatThrownBy(this::silently)
        .isInstanceOf(BrokerException.class)
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void deepAnswersAreFailures() {
    emulator.answers("acquireTokenSilently", "{\"a\":" + "[".repeat(200_000));
    assertThatThrownBy(this::silently).isInstanceOf(BrokerException.class);
  }

  @Test
  void errorsBelowTheAnswersAreToldByName() {
    assertThatThrownBy(
            () ->
                broker
                    .ssoCookies()
                    .orElseThrow()
                    .acquire(
                        request().account(ACCOUNT).build(),
                        URI.create("https://login.microsoftonline.com/?sso_nonce=n"),
                        soon(),
                        Cancellation.none()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("org.freedesktop.DBus.Error.UnknownMethod")
        .hasMessageNotContaining("mira");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cookieName\":\"x-ms-RefreshTokenCredential\",\"cookieContent\":\"jwt\"}",
        "{\"cookieItems\":[{\"cookieName\":\"x-ms-RefreshTokenCredential\","
            + "\"cookieContent\":\"jwt\"}]}"
      })
  void cookiesComeInBothShapes(String json) {
    emulator.answers("acquirePrtSsoCookie", json);
    URI page = URI.create("https://login.microsoftonline.com/common?sso_nonce=n0nce");
    assertThat(
            broker
                .ssoCookies()
                .orElseThrow()
                .acquire(request().account(ACCOUNT).build(), page, soon(), Cancellation.none()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("x-ms-RefreshTokenCredential");
              assertThat(it.value().reveal()).isEqualTo("jwt");
            });
    BrokerEmulator.Asked asked = emulator.asked("acquirePrtSsoCookie").get(0);
    assertThat(asked.request().getString("ssoUrl")).isEqualTo(page.toString());
    assertThat(asked.parameters().getString("ssoUrl")).isEqualTo(page.toString());
    assertThat(asked.parameters().getInt("authorizationType")).isEqualTo(8);
  }

  @Test
  void signedRequestsNameHostPortPathAndNonce() {
    emulator.answers(
        "acquireTokenSilently",
        Dialects.microsoft("pop shr", NAME)
            .replace("\"accessTokenType\":0", "\"accessTokenType\":1"));
    BrokerAnswer answer =
        broker.acquireSilently(
            request()
                .account(ACCOUNT)
                .proof(
                    new ProofOfPossession(
                        "POST", URI.create("https://orders.example:8443/v1/a%20b?c=d"), "n/+="))
                .build(),
            soon(),
            Cancellation.none());
    assertThat(((BrokerToken) answer).type()).isEqualTo(TokenType.POP);
    assertThat(((BrokerToken) answer).accessToken().reveal()).isEqualTo("shr");
    JsonObject pop =
        emulator.asked("acquireTokenSilently").get(0).parameters().getJsonObject("popParams");
    assertThat(pop.getString("httpMethod")).isEqualTo("POST");
    assertThat(pop.getString("uriHost")).isEqualTo("orders.example:8443");
    assertThat(pop.getString("uriPath")).isEqualTo("/v1/a%20b");
    assertThat(pop.getString("nonce")).isEqualTo("n/+=");
  }

  @Test
  void personIsSignedOutByTheBrokersOwnRecord() {
    emulator.answers("removeAccount", "{}");
    broker.removeAccount(CALL, ACCOUNT, soon(), Cancellation.none());
    assertThat(emulator.asked("removeAccount").get(0).request().getJsonObject("account"))
        .containsKey("unknownToUs");
  }

  @Test
  void abandonedWindowIsWithdrawn() throws InterruptedException {
    CountDownLatch withdrawn = new CountDownLatch(1);
    emulator
        .does("acquireTokenInteractively", (self, call) -> {})
        .does("cancelInteractiveFlow", (self, call) -> withdrawn.countDown());
    assertThatThrownBy(
            () ->
                broker.acquireInteractively(
                    request().build(),
                    ParentWindow.console(),
                    Deadline.after(Duration.ofMillis(300), TimeSource.system()),
                    Cancellation.none()))
        .isInstanceOf(BrokerException.class);
    assertThat(withdrawn.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(emulator.asked("cancelInteractiveFlow").get(0).correlationId())
        .isEqualTo(ID.value().toString());
  }

  // M-08
  @ParameterizedTest
  @ValueSource(strings = {"", "unix:path=/nonexistent/bus", "unix:path=/etc/passwd"})
  void withoutABusThereIsNoBroker(String address) {
    assertAbsent(MapEnvironment.empty().withVariable("DBUS_SESSION_BUS_ADDRESS", address));
  }

  // M-05
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp:host=127.0.0.1,port=1",
        "unix:abstract=/tmp/dbus-x",
        "unix:tmpdir=/tmp",
        "unixexec:path=/bin/sh",
        "autolaunch:",
        "unix:path=relative",
        "unix:path=%",
        "nonsense"
      })
  void nothingButASocketInTheFileSystemIsConnectedTo(String address) {
    assertAbsent(MapEnvironment.empty().withVariable("DBUS_SESSION_BUS_ADDRESS", address));
  }

  private static void assertAbsent(EnvironmentReader environment) {
    Broker other = open(environment);
    long begin = System.nanoTime();
    assertThat(other.availability(soon(), Cancellation.none()).available()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
    assertThatThrownBy(() -> other.accounts(CALL, soon(), Cancellation.none()))
        .isInstanceOf(BrokerException.class);
  }

  // M-05: only root can give a file away, and so can only root play this.
  @Test
  void socketOfAnotherUserIsNotConnectedTo() throws IOException {
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
    Path socket = folder.resolve("bus");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setAttribute(socket, "unix:uid", 65534);
      server.configureBlocking(false);
      assertAbsent(
          MapEnvironment.empty().withVariable("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket));
      assertThat(server.accept()).as("nobody came").isNull();
    }
  }

  // M-06, as far as anybody can play it: the bus says whose program it is.
  @Test
  void brokerOfAnotherUserIsNotAsked() throws Exception {
    Path socket = folder.resolve("bus");
    try (ScriptedBus scripted =
        new ScriptedBus(
            socket,
            Map.of("Hello", ":1.5", "GetNameOwner", ":1.7", "GetConnectionUnixUser", 4242L))) {
      Broker other =
          open(
              MapEnvironment.empty()
                  .withVariable("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket));
      BrokerAvailability found = other.availability(soon(), Cancellation.none());
      assertThat(found.available()).isFalse();
      assertThat(found.detail()).contains("another user's program");
      assertThat(scripted.asked())
          .containsExactly("Hello", "GetNameOwner", "GetConnectionUnixUser");
    }
  }

  // M-06 on a real bus: only root can have a program run as somebody else.
  @Test
  void brokerThatNobodyRunsIsNotAsked() throws Exception {
    emulator.close();
    try (ForeignProgram nobody = ForeignProgram.owning("com.microsoft.identity.broker1", bus)) {
      nobody.awaitOwned();
      BrokerAvailability found = broker.availability(soon(), Cancellation.none());
      assertThat(found.available()).isFalse();
      assertThat(found.detail()).contains("another user's program");
    }
  }

  // M-05: the socket is ours by its name, and not by who listens at it.
  @Test
  void busThatNobodyRunsIsToldNothing() throws Exception {
    Path socket = folder.resolve("bus");
    try (ForeignProgram nobody = ForeignProgram.listeningAt(socket)) {
      nobody.awaitOwned();
      Files.setAttribute(socket, "unix:uid", 0);
      BrokerAvailability found =
          open(MapEnvironment.empty()
                  .withVariable("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket))
              .availability(soon(), Cancellation.none());
      assertThat(found.available()).isFalse();
      assertThat(found.detail()).contains("run by another user");
    }
  }

  @Test
  void busThatSaysNothingIsGivenUp() throws IOException {
    Path socket = folder.resolve("bus");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Broker silent =
          open(MapEnvironment.empty().withVariable("XDG_RUNTIME_DIR", folder.toString()));
      assertThatThrownBy(
              () ->
                  silent.accounts(
                      CALL,
                      Deadline.after(Duration.ofMillis(500), TimeSource.system()),
                      Cancellation.none()))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("did not answer within");
    }
  }
}

package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.emulator.BrokerEmulator;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.emulator.PrivateBus;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask the identity broker of the machine, which is an emulator here. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class BrokerCommandsTest {

  private static final String MIRA = "mira@contoso.example";
  private static final String URL = "https://api.contoso.example/orders";

  private final PrivateBus bus = new PrivateBus();
  private final BrokerEmulator broker = BrokerEmulator.knowing(bus, MIRA);

  @AfterEach
  void close() {
    broker.close();
    bus.close();
  }

  private Run run(String flow, String... more) {
    return on(bus.address(), flow, more);
  }

  private static Run on(String address, String flow, String... more) {
    return Run.with(
        Map.of("DBUS_SESSION_BUS_ADDRESS", address, "WORD", "word"),
        Stream.concat(
                Stream.of(
                    "token",
                    flow,
                    "--client-id",
                    "photo-album",
                    "--scope",
                    "User.Read",
                    "--broker"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static String[] tenant(String... more) {
    return Stream.concat(Stream.of("--tenant", Dialects.TENANT), Stream.of(more))
        .toArray(String[]::new);
  }

  private static JsonObject token(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return Json.createReader(new StringReader(run.out())).readObject();
  }

  @Test
  @Tag("S-107")
  void personOfTheDeviceNeedsNoCache() {
    JsonObject token = token(run("silent", tenant()));
    assertThat(token.getString("source")).isEqualTo("broker");
    assertThat(token.getJsonObject("account").getString("username")).isEqualTo(MIRA);
  }

  @Test
  void personIsNamedWhereTheDeviceKnowsSeveral() {
    String noor = Dialects.account("noor@contoso.example").replace(Dialects.UID, "noor");
    broker.answers("getAccounts", "{\"accounts\":[" + Dialects.account(MIRA) + "," + noor + "]}");

    Run which = run("silent", tenant());
    assertThat(which.code()).isEqualTo(2);
    assertThat(which.err()).contains("2 people are known", "--account");

    assertThat(token(run("silent", tenant("--account", MIRA))).getString("source"))
        .isEqualTo("broker");
  }

  @Test
  void withoutABrokerSomebodyHasToSignIn() {
    assertThat(on("unix:path=/nonexistent/bus", "silent", tenant()).code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "interactive"})
  @Tag("S-210")
  @Tag("S-281")
  void brokerSignsTheRequest(String flow) {
    JsonObject token = token(run(flow, tenant("--pop", URL, "--pop-nonce", "n-1")));

    assertThat(token.getString("token_type")).isEqualTo("pop");
    assertThat(token.getJsonObject("headers").getString("Authorization"))
        .isEqualTo("pop signed-by-the-broker");
    JsonObject proof =
        broker.asked("acquireTokenSilently").get(0).parameters().getJsonObject("popParams");
    assertThat(proof.getString("nonce")).isEqualTo("n-1");
    assertThat(proof.getString("httpMethod")).isEqualTo("GET");
    assertThat(proof.getString("uriHost")).isEqualTo("api.contoso.example");
  }

  private static void assertRefused(Run run, String... words) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @Test
  void brokerSignsNothingWithoutANonce() {
    assertRefused(run("silent", tenant("--pop", URL)), "--pop-nonce", "WWW-Authenticate");
    assertThat(broker.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "interactive"})
  void withoutABrokerNobodySigns(String flow) {
    assertRefused(
        on("unix:path=/nonexistent/bus", flow, tenant("--pop", URL, "--pop-nonce", "n-1")),
        "none answers here",
        "leave --broker out");
  }

  @Test
  void brokersSignForEntraAlone() {
    assertRefused(
        run(
            "interactive",
            "--oidc-authority",
            "https://login.example.org/realms/x",
            "--pop",
            URL,
            "--pop-nonce",
            "n-1"),
        "--broker does not go with --pop and --oidc-authority");
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void brokerThatTakesNoPasswordsSignsNothingForThem() {
    assertRefused(
        run(
            "password",
            tenant(
                "--username", MIRA, "--password-env", "WORD", "--pop", URL, "--pop-nonce", "n-1")),
        "broker");
  }
}

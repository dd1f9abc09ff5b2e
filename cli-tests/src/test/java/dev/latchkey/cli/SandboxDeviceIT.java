package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A person with a real browser types a code that a device shows, at an Entra tenant and a realm.
 */
@Tag("real-peer")
@Timeout(180)
class SandboxDeviceIT {

  private static final String MIRA = "mira@contoso.example";
  private static final String ACCEPT = "button[value=accept]";
  private static final String DECLINE = "button[value=decline]";

  private static Chromium chromium;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Chromium.Window window;

  @BeforeAll
  static void startDriver() throws IOException {
    assumeTrue(Chromium.isInstalled(), Chromium.MISSING);
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopDriver() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("printer")
                    .publicClient(true)
                    .deviceInterval(Duration.ofSeconds(1))
                    .build())
            .user(SandboxUser.builder(MIRA).build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
    window = chromium.open();
  }

  @AfterEach
  void close() {
    window.close();
    sandbox.close();
  }

  private URI entra() {
    return sandbox.authority("9b8a7f6e-5d4c-4b3a-a291-665544332211");
  }

  private URI realm() {
    return sandbox.oidcAuthority("demo");
  }

  /** Who gets the token, and at which kind of authority. */
  enum Way {
    LIBRARY_ENTRA,
    LIBRARY_REALM,
    COMMAND_ENTRA,
    COMMAND_REALM;

    DeviceSignIn begin(SandboxDeviceIT test) {
      return switch (this) {
        case LIBRARY_ENTRA -> test.library(Authority.parse(test.entra().toString()));
        case LIBRARY_REALM -> test.library(Authority.oidc(test.realm()));
        case COMMAND_ENTRA -> test.command("--authority", test.entra());
        case COMMAND_REALM -> test.command("--oidc-authority", test.realm());
      };
    }
  }

  private DeviceSignIn library(Authority authority) {
    return DeviceSignIn.by(
        PublicClient.builder("printer")
            .authority(authority)
            .instanceDiscovery(false)
            .httpProvider("apache")
            .http(
                HttpSettings.defaults()
                    .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))),
        "User.Read");
  }

  private DeviceSignIn command(String option, URI authority) {
    return DeviceSignIn.by(
        "--client-id",
        "printer",
        "--scope",
        "User.Read",
        option,
        authority.toString(),
        "--no-instance-discovery",
        "--ca-file",
        folder.resolve("ca.pem").toString());
  }

  private void typeCode(DeviceSignIn.Shown shown) {
    window.go(shown.address()).type("#user_code", shown.code()).click("button[type=submit]");
  }

  @ParameterizedTest
  @EnumSource
  void thePersonApproves(Way way) throws Exception {
    DeviceSignIn signIn = way.begin(this);
    typeCode(signIn.shown());
    window.type("#username", MIRA).type("#password", "guessed").click(ACCEPT);
    assertThat(window.text("[role=alert]")).isNotBlank();
    window.type("#password", "password").click(ACCEPT);

    assertThat(signIn.username()).isEqualTo(MIRA);
    assertThat(window.text("main:not(:has(form))")).contains("printer");
  }

  @ParameterizedTest
  @EnumSource
  void thePersonRefuses(Way way) throws Exception {
    DeviceSignIn signIn = way.begin(this);
    typeCode(signIn.shown());
    window.click(DECLINE);

    assertThat(signIn.error())
        .isIn(OAuthErrorCode.ACCESS_DENIED.value(), OAuthErrorCode.AUTHORIZATION_DECLINED.value());
    assertThat(window.text("main:not(:has(form))")).contains("will not be signed in");
  }

  @Test
  void thePersonMistypesTheCodeFirst() throws Exception {
    DeviceSignIn signIn = Way.LIBRARY_ENTRA.begin(this);
    DeviceSignIn.Shown shown = signIn.shown();
    typeCode(new DeviceSignIn.Shown(shown.address(), "WRONG"));
    assertThat(window.text("[role=alert]")).contains("No device waits");

    typeCode(shown);
    window.type("#username", MIRA).type("#password", "password").click(ACCEPT);
    assertThat(signIn.username()).isEqualTo(MIRA);
  }
}

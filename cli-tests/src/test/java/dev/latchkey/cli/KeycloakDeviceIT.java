package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person with a real browser types a code on the pages of a real Keycloak. */
@Tag("real-peer")
@Timeout(180)
@ExtendWith(KeycloakExtension.class)
class KeycloakDeviceIT {

  private static Chromium chromium;

  private final KeycloakExtension.Peer peer;
  private Chromium.Window window;

  KeycloakDeviceIT(KeycloakExtension.Peer peer) {
    this.peer = peer;
  }

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
  void open() {
    window = chromium.open();
  }

  @AfterEach
  void close() {
    window.close();
  }

  private DeviceSignIn begin(String way) {
    URI realm = peer.keycloak().realm(KeycloakRealm.NAME);
    if (way.equals("command")) {
      return DeviceSignIn.by(
          "--client-id",
          "desktop",
          "--scope",
          "email",
          "--oidc-authority",
          realm.toString(),
          "--ca-file",
          peer.keycloak().certificate().toString());
    }
    return DeviceSignIn.by(
        PublicClient.builder("desktop")
            .authority(Authority.oidc(realm))
            .httpProvider(way)
            .http(HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate()))),
        "email");
  }

  private void typeCodeAndSignIn(DeviceSignIn.Shown shown) {
    window
        .go(shown.address())
        .type("[name=device_user_code]", shown.code())
        .click("[type=submit]")
        .type("#username", KeycloakRealm.USER)
        .type("#password", KeycloakRealm.PASSWORD)
        .click("#kc-login");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk", "command"})
  void thePersonApproves(String way) throws Exception {
    DeviceSignIn signIn = begin(way);
    typeCodeAndSignIn(signIn.shown());
    window.click("[name=accept]");

    assertThat(signIn.username()).isEqualTo(KeycloakRealm.USER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "command"})
  void thePersonRefuses(String way) throws Exception {
    DeviceSignIn signIn = begin(way);
    typeCodeAndSignIn(signIn.shown());
    window.click("[name=cancel]");

    assertThat(signIn.error()).isEqualTo(OAuthErrorCode.ACCESS_DENIED.value());
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxBuilder;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A house whose people sign in with a browser, where nobody is needed to work it. */
final class Hotel implements AutoCloseable {

  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String MIRA = "mira@contoso.example";
  static final URI REDIRECT = URI.create("https://app.example/back?kept=1");
  static final List<String> SCOPES = List.of("User.Read");
  static final AuthCodeFlowRequest REQUEST = AuthCodeFlowRequest.of(SCOPES).redirectUri(REDIRECT);

  final House house;

  Hotel() {
    this(application());
  }

  Hotel(SandboxApplication.Builder application) {
    this.house = new House(builder().application(application.build()));
  }

  static SandboxApplication.Builder application() {
    return SandboxApplication.builder(House.CLIENT_ID)
        .publicClient(true)
        .redirectUri(REDIRECT.toString())
        .redirectUri("http://localhost");
  }

  private static SandboxBuilder builder() {
    return Sandbox.builder()
        .clock(Clock.fixed(ManualTimeSource.START, ZoneOffset.UTC))
        .realm(SandboxRealm.builder("silent").issuerParameter(false).build())
        .user(SandboxUser.builder(MIRA).displayName("Mira Quist").homeTenant(TENANT).build());
  }

  PublicClient.Builder client() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.entra(Cloud.PUBLIC, TENANT))
        .httpProvider("apache")
        .http(house.http())
        .timeSource(house.time);
  }

  Authority realm(String name) {
    return Authority.oidc(house.sandbox.oidcAuthority(name));
  }

  /** Signs Mira in, and brings what her browser is sent back with. */
  Map<String, String> signIn(PendingAuthCodeFlow flow) {
    return house.sandbox.signIn(flow.authUri(), MIRA).parameters();
  }

  AuthResponse answer(PendingAuthCodeFlow flow) {
    return AuthResponse.ofParameters(signIn(flow));
  }

  static String saved(PendingAuthCodeFlow flow) {
    return flow.saved().reveal();
  }

  /** {@return the parameters of an address, decoded; fails on one that comes twice} */
  static Map<String, String> parameters(URI address) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : address.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      String before = parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      if (before != null) {
        throw new AssertionError(parts[0] + " comes twice in " + address);
      }
    }
    return parameters;
  }

  RecordedRequest tokenRequest() {
    List<RecordedRequest> all = house.tokenRequests();
    if (all.size() != 1) {
      throw new AssertionError("token requests: " + all);
    }
    return all.get(0);
  }

  int sent() {
    return house.sandbox.requests().count(EndpointKind.ANY);
  }

  @Override
  public void close() {
    house.close();
  }
}

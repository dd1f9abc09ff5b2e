package dev.latchkey.application.authcode;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.List;

/** Flows as they are kept. */
final class Flows {

  static final String STATE = "st-774";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private Flows() {}

  static SavedFlow plain() {
    return flow(Authority.oidc(URI.create("https://id.example/shop")), false);
  }

  static SavedFlow namingIssuer() {
    return flow(Authority.oidc(URI.create("https://id.example/shop")), true);
  }

  static SavedFlow entra() {
    return flow(Authority.parse("https://login.microsoftonline.com/common"), false);
  }

  static SavedFlow of(AuthCodeFlowRequest request) {
    return new SavedFlow(
        new ClientId("shop"),
        request,
        Scopes.of("Orders.Read", "offline_access", "openid", "profile"),
        "https://id.example/shop",
        false,
        STATE,
        Secret.of("nonce-1"),
        Secret.of(VERIFIER),
        null,
        null);
  }

  private static SavedFlow flow(Authority authority, boolean namesIssuer) {
    return new SavedFlow(
        new ClientId("shop"),
        AuthCodeFlowRequest.of(List.of("Orders.Read")).authority(authority),
        Scopes.of("Orders.Read", "offline_access", "openid", "profile"),
        authority.uri().getHost().equals("id.example")
            ? "https://id.example/shop"
            : "https://login.microsoftonline.com/{tenantid}/v2.0",
        namesIssuer,
        STATE,
        Secret.of("nonce-1"),
        Secret.of(VERIFIER),
        null,
        null);
  }
}

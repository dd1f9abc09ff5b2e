package com.example;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.nio.file.Path;

/** Gets a token twice: the provider is asked once. */
public final class Orders {

  static ConfidentialClient client(URI issuer, String secret, Trust trust) {
    return ConfidentialClient.builder("sandbox-app", ClientCredential.secret(secret))
        .authority(Authority.oidc(issuer))
        .http(HttpSettings.defaults().trust(trust))
        .build();
  }

  public static void main(String[] args) {
    Trust trust = Trust.caFile(Path.of(args[1]));
    try (ConfidentialClient app = client(URI.create(args[0]), System.getenv("APP_SECRET"), trust)) {
      for (int call = 1; call <= 2; call++) {
        TokenResult token = app.acquireForClient(ClientRequest.of("orders.read"));
        System.out.println(token.source() + ", good until " + token.expiresAt());
      }
    }
  }
}

package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import java.net.http.HttpRequest;

/**
 * The first page of the README, which quotes it; the tests compare. It asks the real Entra ID, so
 * nothing runs it: {@link Daemon} is the same against the sandbox.
 */
final class Quickstart {

  private Quickstart() {}

  static void authorize(HttpRequest.Builder request, String secret) {
    // once, at start-up: one client for the life of the application, for all its tenants
    ConfidentialClient app =
        ConfidentialClient.builder("client-id", ClientCredential.secret(secret))
            .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
            .build(); // close() at shutdown
    ClientRequest graph = ClientRequest.of("https://graph.microsoft.com/.default");

    // on every request: from the cache in nanoseconds, refreshed before it expires
    TokenResult token = app.acquireForClient(graph);
    request.setHeader("Authorization", token.authorizationHeader());
  }
}

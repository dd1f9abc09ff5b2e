package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.integration.http.AuthorizingHttpClient;
import dev.latchkey.integration.http.TokenHosts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** How a program calls an API that may revoke tokens; docs/challenges.md quotes it. */
final class ProtectedCalls {

  private ProtectedCalls() {}

  static String orders(ConfidentialClient app) throws IOException, InterruptedException {
    // once, at start-up
    ClientRequest orders = ClientRequest.of("api://orders/.default");
    AuthorizingHttpClient http =
        new AuthorizingHttpClient(
            HttpClient.newHttpClient(),
            TokenHosts.of("orders.example.com"),
            claims -> app.acquireForClient(claims.map(orders::claims).orElse(orders)));

    // on every call: with a token, and with a new one if the API revoked it
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("https://orders.example.com/open")).build(),
            BodyHandlers.ofString());
    return answer.body();
  }
}

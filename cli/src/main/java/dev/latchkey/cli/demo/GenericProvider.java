package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.token.TokenSource;

/** Any OpenID Connect provider, found by its metadata. */
final class GenericProvider implements Scene {

  @Override
  public String name() {
    return "generic OpenID Connect realm";
  }

  @Override
  public Outcome play(Stage stage) {
    try (ConfidentialClient client = stage.generic("demo")) {
      ClientRequest request = ClientRequest.of("orders.read");
      Take take = Take.of(stage, () -> client.acquireForClient(request));
      boolean cached = client.acquireForClient(request).source() == TokenSource.CACHE;
      return take.outcome(
          stage,
          "found by its metadata, kept in the cache",
          cached && take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 2);
    }
  }
}

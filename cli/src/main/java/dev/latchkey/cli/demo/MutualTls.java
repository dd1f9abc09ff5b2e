package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.token.TokenSource;

/** The provider's metadata lists mutual TLS only, so the certificate is shown in the handshake. */
final class MutualTls implements Scene {

  @Override
  public String name() {
    return "mutual TLS";
  }

  @Override
  public Outcome play(Stage stage) {
    try (ConfidentialClient client = stage.byMutualTls()) {
      Take take = Take.of(stage, () -> client.acquireForClient(ClientRequest.of("orders.read")));
      boolean shown =
          stage.sandbox().requests().tokens().stream()
              .anyMatch(request -> request.clientCertificate().isPresent());
      return take.outcome(
          stage,
          "chosen by the provider's metadata",
          shown && take.isFrom(TokenSource.IDENTITY_PROVIDER));
    }
  }
}

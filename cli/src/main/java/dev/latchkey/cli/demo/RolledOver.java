package dev.latchkey.cli.demo;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.TestCertificate;
import java.util.concurrent.atomic.AtomicReference;

/** The certificate is replaced while the client lives: no restart, no failed call. */
final class RolledOver implements Scene {

  @Override
  public String name() {
    return "certificate replaced";
  }

  @Override
  public Outcome play(Stage stage) {
    AtomicReference<KeySource> current = new AtomicReference<>(stage.source(stage.registered()));
    TestCertificate next = TestCertificate.rsa("CN=demo");
    try (ConfidentialClient client =
        stage.with(ClientCredential.certificate(KeySource.rotating(current::get)))) {
      client.acquireForClient(Stage.GRAPH);
      stage.register(next);
      current.set(stage.source(next));
      Take take = Take.of(stage, () -> client.acquireForClient(Stage.GRAPH.forceRefresh(true)));
      return take.outcome(
          stage,
          "the new key is used at once",
          take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 1);
    } finally {
      stage.register(stage.registered());
    }
  }
}

package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;

/** A certificate in place of a secret: one signature serves many requests. */
final class Certificate implements Scene {

  private static final int TOKENS = 10;

  @Override
  public String name() {
    return "certificate, " + TOKENS + " tokens";
  }

  @Override
  public Outcome play(Stage stage) {
    ClientRequest each = Stage.GRAPH.forceRefresh(true);
    try (ConfidentialClient client = stage.with(stage.certificate())) {
      Take take =
          Take.of(
              stage,
              () -> {
                for (int i = 1; i < TOKENS; i++) {
                  client.acquireForClient(each);
                }
                return client.acquireForClient(each);
              });
      long signatures = signatures(stage);
      return take.outcome(
          stage, "signed with PS256, signatures made: " + signatures, signatures == 1);
    }
  }

  private static long signatures(Stage stage) {
    return stage.sandbox().requests().tokens().stream()
        .flatMap(request -> request.formParameter("client_assertion").stream())
        .distinct()
        .count();
  }
}

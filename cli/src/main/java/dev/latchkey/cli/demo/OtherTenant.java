package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;

/** The same client serves any number of tenants. */
final class OtherTenant implements Scene {

  @Override
  public String name() {
    return "another tenant";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take =
        Take.of(
            stage,
            () -> stage.client().acquireForClient(Stage.GRAPH.tenant("fabrikam.onmicrosoft.com")));
    return take.outcome(
        stage,
        "a token of its own, same client",
        take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 2);
  }
}

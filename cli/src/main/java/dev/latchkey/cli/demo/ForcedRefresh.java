package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;

/** The caller does not want what the cache has. */
final class ForcedRefresh implements Scene {

  @Override
  public String name() {
    return "forced refresh";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take =
        Take.of(stage, () -> stage.client().acquireForClient(Stage.GRAPH.forceRefresh(true)));
    return take.outcome(
        stage,
        "cache passed over, metadata remembered",
        take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 1);
  }
}

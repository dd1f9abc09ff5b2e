package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;

/** The cache is empty: metadata and token are fetched. */
final class FirstToken implements Scene {

  @Override
  public String name() {
    return "first token";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take = Take.of(stage, () -> stage.client().acquireForClient(Stage.GRAPH));
    return take.outcome(
        stage,
        "metadata and token fetched",
        take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 2);
  }
}

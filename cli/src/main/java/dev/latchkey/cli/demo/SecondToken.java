package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;

/** The cache has it. */
final class SecondToken implements Scene {

  @Override
  public String name() {
    return "same token again";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take = Take.of(stage, () -> stage.client().acquireForClient(Stage.GRAPH));
    return take.outcome(
        stage, "nothing sent", take.isFrom(TokenSource.CACHE) && take.requests(stage) == 0);
  }
}

package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;

/** The service is down while a token is due for refresh: the clock was moved a scene earlier. */
final class FailingService implements Scene {

  @Override
  public String name() {
    return "service down, token still good";
  }

  @Override
  public Outcome play(Stage stage) throws InterruptedException {
    stage.sandbox().faults().on(EndpointKind.TOKEN).always(Fault.retryAfter(503, "120"));
    try {
      Take take = Take.of(stage, () -> stage.client().acquireForClient(Stage.VAULT));
      boolean tried = Waiting.until(() -> take.requests(stage) > 0);
      boolean servedAgain =
          stage.client().acquireForClient(Stage.VAULT).source() == TokenSource.CACHE;
      return take.outcome(
          stage,
          "token served, callers notice nothing",
          tried && servedAgain && take.isFrom(TokenSource.CACHE) && take.requests(stage) == 1);
    } finally {
      stage.sandbox().faults().clear();
    }
  }
}

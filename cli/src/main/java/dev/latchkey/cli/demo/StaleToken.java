package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;

/** The token is due for refresh: it is served, and renewed behind the caller's back. */
final class StaleToken implements Scene {

  @Override
  public String name() {
    return "stale token";
  }

  @Override
  public Outcome play(Stage stage) throws InterruptedException {
    // Clients spread their refreshes over some minutes beyond the hint.
    stage.timePasses(Stage.REFRESH_IN.plus(Duration.ofMinutes(10)));
    Take take = Take.of(stage, () -> stage.client().acquireForClient(Stage.GRAPH));
    boolean renewed = Waiting.until(() -> isRenewed(stage, take.result()));
    return take.outcome(
        stage,
        "served at once, renewed in the background",
        renewed && take.isFrom(TokenSource.CACHE) && take.requests(stage) == 1);
  }

  private static boolean isRenewed(Stage stage, TokenResult old) {
    return !stage.client().acquireForClient(Stage.GRAPH).accessToken().equals(old.accessToken());
  }
}

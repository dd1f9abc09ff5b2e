package dev.latchkey.cli.demo;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.token.TokenSource;

/** Whoever has signed in is not asked again. */
final class SilentCall implements Scene {

  @Override
  public String name() {
    return "next request of that person";
  }

  @Override
  public Outcome play(Stage stage) {
    SilentRequest request =
        SilentRequest.of(
            Stage.MAIL, stage.client().accounts(Stage.MIRA).stream().findFirst().orElse(null));
    Take take = Take.of(stage, () -> stage.client().acquireSilently(request));
    return take.outcome(
        stage, "nothing sent", take.isFrom(TokenSource.CACHE) && take.requests(stage) == 0);
  }
}

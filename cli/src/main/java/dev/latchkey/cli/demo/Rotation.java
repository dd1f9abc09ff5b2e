package dev.latchkey.cli.demo;

import dev.latchkey.application.request.SilentRequest;

/** The provider takes each refresh token once: the library keeps the newest. */
final class Rotation implements Scene {

  @Override
  public String name() {
    return "refresh, twice";
  }

  @Override
  public Outcome play(Stage stage) {
    SilentRequest request =
        SilentRequest.of(Stage.MAIL, stage.signedIn(Stage.MAIL.get(0)).account().orElse(null))
            .forceRefresh(true);
    int before = spent(stage);
    Take take =
        Take.of(
            stage,
            () -> {
              stage.desktop().acquireSilently(request);
              return stage.desktop().acquireSilently(request);
            });
    int spent = spent(stage) - before;
    return take.outcome(
        stage,
        "refresh tokens rotate, " + spent + " of them spent",
        spent == 2 && take.requests(stage) == 2);
  }

  private static int spent(Stage stage) {
    return (int)
        stage.sandbox().requests().tokens().stream()
            .flatMap(request -> request.formParameter("refresh_token").stream())
            .distinct()
            .count();
  }
}

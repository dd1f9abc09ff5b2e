package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;

/** For those who cannot do without: no second factor, and advised against. */
final class Password implements Scene {

  @Override
  public String name() {
    return "name and password";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take = Take.of(stage, () -> stage.signedIn(Stage.MAIL.get(0)));
    return take.outcome(
        stage,
        "found out that the account is not federated first",
        take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 2);
  }
}

package dev.latchkey.cli.demo;

import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The person leaves: the tokens here, and the session at the provider. */
final class SignOut implements Scene {

  @Override
  public String name() {
    return "sign-out";
  }

  @Override
  public Outcome play(Stage stage) {
    int before = stage.requests();
    long begin = System.nanoTime();
    URI leave = stage.client().endSessionUri(EndSessionRequest.create());
    Optional<Account> person = stage.client().accounts(Stage.MIRA).stream().findFirst();
    person.ifPresent(stage.client()::removeAccount);
    Duration duration = Duration.ofNanos(System.nanoTime() - begin);
    int requests = stage.requests() - before;
    boolean forgotten =
        stage.client().accounts().isEmpty()
            && stage
                .client()
                .findSilently(SilentRequest.of(Stage.MAIL, person.orElse(null)))
                .isEmpty();
    return new Outcome(
        "-",
        requests,
        duration,
        "forgotten here; the browser goes on to sign out",
        person.isPresent() && forgotten && requests == 0 && leave.getPath().endsWith("/logout"));
  }
}

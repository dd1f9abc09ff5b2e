package dev.latchkey.cli.demo;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import java.time.Duration;

/** The service refuses: what it said arrives as data. */
final class WrongSecret implements Scene {

  @Override
  public String name() {
    return "wrong secret";
  }

  @Override
  public Outcome play(Stage stage) {
    int before = stage.requests();
    long begin = System.nanoTime();
    try (ConfidentialClient client = stage.withWrongSecret()) {
      client.acquireForClient(Stage.GRAPH);
      return outcome(stage, before, begin, "a token was given", false);
    } catch (ServiceException e) {
      String words =
          "ServiceException, " + e.error().map(OAuthError::toString).orElse("no error code");
      return outcome(stage, before, begin, words, isRightRefusal(e));
    }
  }

  private static boolean isRightRefusal(ServiceException e) {
    return e.error().filter(it -> it.code().equals(OAuthErrorCode.INVALID_CLIENT)).isPresent()
        && e.correlationId().isPresent()
        && !e.isTransient();
  }

  private static Outcome outcome(
      Stage stage, int before, long begin, String words, boolean expected) {
    return new Outcome(
        "-",
        stage.requests() - before,
        Duration.ofNanos(System.nanoTime() - begin),
        words,
        expected);
  }
}

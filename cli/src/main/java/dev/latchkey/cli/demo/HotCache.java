package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;
import java.util.Locale;

/** What a token costs on every request of a busy service. */
final class HotCache implements Scene {

  private static final int CALLS = 100_000;

  @Override
  public String name() {
    return String.format(Locale.ROOT, "same token, %,d times", CALLS);
  }

  @Override
  public Outcome play(Stage stage) {
    int before = stage.requests();
    boolean allCached = true;
    long begin = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      allCached &= stage.client().acquireForClient(Stage.GRAPH).source() == TokenSource.CACHE;
    }
    Duration each = Duration.ofNanos(System.nanoTime() - begin).dividedBy(CALLS);
    int requests = stage.requests() - before;
    return new Outcome(
        Take.name(TokenSource.CACHE),
        requests,
        each,
        "time for each call, on average",
        allCached && requests == 0);
  }
}

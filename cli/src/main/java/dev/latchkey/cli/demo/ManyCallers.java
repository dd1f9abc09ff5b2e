package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many want what the cache does not have: one asks, all get it. */
final class ManyCallers implements Scene {

  private static final int CALLERS = 100;

  @Override
  public String name() {
    return CALLERS + " callers, one missing token";
  }

  @Override
  public Outcome play(Stage stage) throws InterruptedException {
    // Long enough for all callers to arrive while the request is under way.
    stage.sandbox().faults().on(EndpointKind.TOKEN).next(Fault.slow(Duration.ofMillis(200)));
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      return play(stage, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Outcome play(Stage stage, ExecutorService threads) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(CALLERS);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<TokenResult>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      calls.add(
          threads.submit(
              () -> {
                ready.countDown();
                go.await();
                return stage.client().acquireForClient(Stage.VAULT);
              }));
    }
    ready.await();
    int before = stage.requests();
    long begin = System.nanoTime();
    go.countDown();
    int served = 0;
    for (Future<TokenResult> call : calls) {
      served += isServed(call) ? 1 : 0;
    }
    int requests = stage.requests() - before;
    return new Outcome(
        Take.name(TokenSource.IDENTITY_PROVIDER),
        requests,
        Duration.ofNanos(System.nanoTime() - begin),
        served + " callers served",
        requests == 1 && served == CALLERS);
  }

  private static boolean isServed(Future<TokenResult> call) throws InterruptedException {
    try {
      call.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }
}

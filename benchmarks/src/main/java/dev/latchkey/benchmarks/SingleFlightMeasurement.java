package dev.latchkey.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Many threads ask for one missing token at the same time. JMH measures calls one by one, and this
 * is about all of them together, so it is measured by hand.
 */
final class SingleFlightMeasurement {

  private final Library library;
  private final int callers;
  private final Duration latency;

  SingleFlightMeasurement(Library library, int callers, Duration latency) {
    this.library = library;
    this.callers = callers;
    this.latency = latency;
  }

  /**
   * Measures.
   *
   * @param rounds how often; a first one warms up and does not count
   * @return the round in the middle, by its slowest caller
   */
  Outcome measure(int rounds) throws InterruptedException, ExecutionException {
    InProcessEndpoint endpoint = new InProcessEndpoint(latency);
    List<Outcome> outcomes = new ArrayList<>();
    try (TokenLibrary opened = library.open(endpoint, (rounds + 1) * Layout.TENANTS)) {
      // Always the first tenant, whose metadata is known after the first round.
      for (int round = 0; round <= rounds; round++) {
        outcomes.add(round(opened, endpoint, round * Layout.TENANTS));
      }
    }
    return outcomes.stream()
        .skip(1)
        .sorted(Comparator.comparing(Outcome::slowest))
        .skip((rounds - 1) / 2)
        .findFirst()
        .orElseThrow();
  }

  private Outcome round(TokenLibrary opened, InProcessEndpoint endpoint, int request)
      throws InterruptedException, ExecutionException {
    long before = endpoint.tokenRequests();
    CountDownLatch ready = new CountDownLatch(callers);
    CountDownLatch go = new CountDownLatch(1);
    List<FutureTask<Long>> waits = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      FutureTask<Long> call =
          new FutureTask<>(
              () -> {
                ready.countDown();
                go.await();
                long start = System.nanoTime();
                TokenText.checked(opened.get(request), request);
                return System.nanoTime() - start;
              });
      waits.add(call);
      new Thread(call, "caller-" + i).start();
    }
    ready.await();
    go.countDown();
    List<Long> nanos = new ArrayList<>();
    for (FutureTask<Long> wait : waits) {
      nanos.add(wait.get());
    }
    nanos.sort(Comparator.naturalOrder());
    return new Outcome(
        library,
        callers,
        latency,
        endpoint.tokenRequests() - before,
        Duration.ofNanos(nanos.get(callers / 2)),
        Duration.ofNanos(nanos.get(callers - 1)));
  }

  /**
   * What came out.
   *
   * @param library who was asked
   * @param callers how many asked
   * @param latency how long the endpoint takes
   * @param requests how many token requests it got
   * @param median how long the caller in the middle waited
   * @param slowest how long the last one waited
   */
  record Outcome(
      Library library,
      int callers,
      Duration latency,
      long requests,
      Duration median,
      Duration slowest) {

    double slowestRatio() {
      return (double) slowest.toNanos() / latency.toNanos();
    }
  }
}

package dev.latchkey.application.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

  private final FlightPool pool = new FlightPool("test-flight", 4, getClass().getClassLoader());
  private final SingleFlight<String, String> flights = new SingleFlight<>(pool);
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch airborne = new CountDownLatch(1);
  private final CountDownLatch mayLand = new CountDownLatch(1);
  private final AtomicInteger flown = new AtomicInteger();

  @AfterEach
  void close() {
    mayLand.countDown();
    flights.close();
    pool.close();
    callers.shutdownNow();
  }

  private String fly(Cancellation cancellation, Runnable onSend) {
    flown.incrementAndGet();
    onSend.run();
    Cancellation.Registration registration = cancellation.onCancel(mayLand::countDown);
    airborne.countDown();
    try {
      assertThat(mayLand.await(20, TimeUnit.SECONDS)).isTrue();
      cancellation.throwIfCancelled();
      return "token-" + flown.get();
    } catch (InterruptedException e) {
      throw new CancelledException("interrupted");
    } finally {
      registration.close();
    }
  }

  private Future<SingleFlight.Landing<String>> call(Cancellation cancellation, boolean forced) {
    CountDownLatch begun = new CountDownLatch(1);
    Future<SingleFlight.Landing<String>> call =
        callers.submit(
            () -> {
              begun.countDown();
              return flights.join("key", forced, cancellation, this::fly);
            });
    assertThat(awaited(begun)).isTrue();
    return call;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("W-44")
  void aThousandCallersShareOneFlight() throws Exception {
    List<Future<SingleFlight.Landing<String>>> calls = new ArrayList<>();
    calls.add(call(Cancellation.none(), false));
    assertThat(awaited(airborne)).isTrue();
    for (int i = 1; i < 1000; i++) {
      calls.add(call(Cancellation.none(), false));
    }
    mayLand.countDown();
    int joined = 0;
    for (Future<SingleFlight.Landing<String>> each : calls) {
      SingleFlight.Landing<String> landing = each.get(20, TimeUnit.SECONDS);
      joined += landing.joined() ? 1 : 0;
    }
    // Whoever came after the landing began a flight of his own; nobody who came before did.
    assertThat(joined).isEqualTo(1000 - flown.get());
  }

  @Test
  void theFirstCallerMayLeaveAndTheOthersStillGetTheirToken() throws Exception {
    Cancellation first = Cancellation.create();
    Future<SingleFlight.Landing<String>> leaver = call(first, false);
    assertThat(awaited(airborne)).isTrue();
    CompletableFuture<String> stayer =
        CompletableFuture.supplyAsync(
            () -> flights.join("key", false, Cancellation.none(), this::fly).value(), callers);
    awaitWaiting(stayer);
    first.cancel();
    assertThatThrownBy(() -> leaver.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancelledException.class);
    mayLand.countDown();
    assertThat(stayer.get(20, TimeUnit.SECONDS)).startsWith("token-");
  }

  // Joining has no mark that could be seen from outside but that the call is under way.
  private static void awaitWaiting(CompletableFuture<?> call) {
    for (int i = 0; i < 1_000 && !call.isDone(); i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theLastOneWhoLeavesEndsTheFlight() throws Exception {
    Cancellation only = Cancellation.create();
    Future<SingleFlight.Landing<String>> call = call(only, false);
    assertThat(awaited(airborne)).isTrue();
    only.cancel();
    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CancelledException.class);
    assertThat(awaited(mayLand)).as("the work was told to stop").isTrue();
  }

  @Test
  void anInterruptedCallerKeepsItsFlag() throws Exception {
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                flights.join("key", false, Cancellation.none(), this::fly);
              } catch (CancelledException e) {
                flag.complete(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    assertThat(awaited(airborne)).isTrue();
    caller.interrupt();
    assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
    caller.join();
  }

  @Test
  void aForcedCallDoesNotJoinWhatWasAlreadySent() throws Exception {
    Future<SingleFlight.Landing<String>> sent = call(Cancellation.none(), false);
    assertThat(awaited(airborne)).isTrue();
    Future<SingleFlight.Landing<String>> forced = call(Cancellation.none(), true);
    mayLand.countDown();
    sent.get(20, TimeUnit.SECONDS);
    assertThat(forced.get(20, TimeUnit.SECONDS).joined()).isFalse();
    assertThat(flown).hasValue(2);
  }

  @Test
  void everybodyGetsTheFailureAndTheNextCallTriesAnew() {
    RuntimeException failure = new IllegalArgumentException("no");
    assertThatThrownBy(
            () ->
                flights.join(
                    "key",
                    false,
                    Cancellation.none(),
                    (c, s) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
    assertThat(flights.join("key", false, Cancellation.none(), (c, s) -> "good").value())
        .isEqualTo("good");
  }

  @Test
  void closingEndsTheWaits() throws Exception {
    Future<SingleFlight.Landing<String>> call = call(Cancellation.none(), false);
    assertThat(awaited(airborne)).isTrue();
    flights.close();
    pool.close();
    assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> flights.join("other", false, Cancellation.none(), this::fly))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void anErrorOfTheMachineReachesTheCallerAsItIs() {
    StackOverflowError error = new StackOverflowError();
    assertThatThrownBy(
            () ->
                flights.join(
                    "key",
                    false,
                    Cancellation.none(),
                    (cancellation, onSend) -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void whatIsStartedWhileItIsUnderWayIsNotStartedAgain() throws Exception {
    Future<SingleFlight.Landing<String>> call = call(Cancellation.none(), false);
    assertThat(awaited(airborne)).isTrue();
    flights.start("key", this::fly);
    mayLand.countDown();
    assertThat(call.get(20, TimeUnit.SECONDS).value()).isEqualTo("token-1");
    assertThat(flown).hasValue(1);
  }
}

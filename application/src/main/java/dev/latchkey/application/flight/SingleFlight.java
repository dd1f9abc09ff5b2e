package dev.latchkey.application.flight;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One request for all who want the same at the same time. Only for grants that can be repeated.
 *
 * @param <K> everything that makes two wishes the same
 * @param <V> what they get
 */
public final class SingleFlight<K, V> implements AutoCloseable {

  private final ConcurrentHashMap<K, Flight<V>> flights = new ConcurrentHashMap<>();
  private final Attention attention = new Attention(TimeSource.system());
  private final Executor executor;

  /**
   * Shares flights.
   *
   * @param executor runs them; its threads may block
   */
  public SingleFlight(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Waits for what is wanted, on a flight that is under way or on a new one.
   *
   * @param key what makes wishes the same
   * @param forced joins only a flight that has sent nothing yet
   * @param cancellation ends this caller's wait; the flight goes on while others wait
   * @param work done once for all
   * @return what the flight brought, and whether another caller had begun it
   */
  public Landing<V> join(K key, boolean forced, Cancellation cancellation, Work<V> work) {
    cancellation.throwIfCancelled();
    Flight<V> fresh = new Flight<>();
    Flight<V> flight =
        flights.compute(key, (k, old) -> old != null && old.board(forced) ? old : fresh);
    if (flight != fresh) {
      return new Landing<>(flight.await(cancellation), true);
    }
    launch(key, flight, work);
    // Only who began it: a thousand attentive callers would take the processors from the flight.
    flight.watch(attention);
    return new Landing<>(flight.await(cancellation), false);
  }

  /**
   * Begins work that nobody waits for; whoever wants the same meanwhile joins it.
   *
   * @param key what makes wishes the same
   * @param work done once for all; nobody hears of its failure
   */
  public void start(K key, Work<V> work) {
    Flight<V> fresh = new Flight<>();
    if (flights.compute(key, (k, old) -> old != null && old.board(false) ? old : fresh) == fresh) {
      launch(key, fresh, work);
    }
  }

  private void launch(K key, Flight<V> flight, Work<V> work) {
    try {
      executor.execute(
          () -> {
            try {
              flight.fly(work);
            } finally {
              flights.remove(key, flight);
            }
          });
    } catch (RejectedExecutionException e) {
      flights.remove(key, flight);
      flight.land(null, new IllegalStateException("the client is closed", e));
    }
  }

  /** Ends the flights under way; those who wait are told that the client was closed. */
  @Override
  public void close() {
    flights
        .values()
        .forEach(flight -> flight.abandon(new IllegalStateException("the client was closed")));
  }

  /**
   * What a flight does.
   *
   * @param <V> what it brings
   */
  @FunctionalInterface
  public interface Work<V> {

    /**
     * Does it.
     *
     * @param cancellation fires when nobody waits any more
     * @param onSend to be run just before something is sent
     * @return what the callers get
     */
    V run(Cancellation cancellation, Runnable onSend);
  }

  /**
   * What a caller got.
   *
   * @param <V> its type
   * @param value what the flight brought
   * @param joined whether another caller had begun the flight
   */
  public record Landing<V>(V value, boolean joined) {}
}

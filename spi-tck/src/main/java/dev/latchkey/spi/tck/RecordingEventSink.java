package dev.latchkey.spi.tck;

import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the events that it is told. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class RecordingEventSink implements EventSink {

  private static final int PATIENCE_SECONDS = 5;

  private final List<TokenEvent> events = new CopyOnWriteArrayList<>();
  private final Semaphore arrivals = new Semaphore(0);

  /** Begins with no event. */
  public RecordingEventSink() {}

  @Override
  public void on(TokenEvent event) {
    events.add(Objects.requireNonNull(event, "event"));
    arrivals.release();
  }

  /** {@return the events so far, in order} */
  public List<TokenEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Waits for events, which arrive on a thread of the client's.
   *
   * @param count how many are expected at least, since the beginning or the last {@link #clear}
   * @return all events so far, in order; fewer than expected if no more came in five seconds
   */
  public List<TokenEvent> await(int count) {
    try {
      while (events.size() < count && arrivals.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // Each arrival is looked at once.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return events();
  }

  /**
   * Gives the only event, and waits for it.
   *
   * @return the event
   * @throws AssertionError if none came in five seconds, or there is more than one
   */
  public TokenEvent single() {
    List<TokenEvent> all = await(1);
    if (all.size() != 1) {
      throw new AssertionError("expected one event, but there are " + all.size() + ": " + all);
    }
    return all.get(0);
  }

  /** Forgets the events so far. */
  public void clear() {
    events.clear();
  }
}

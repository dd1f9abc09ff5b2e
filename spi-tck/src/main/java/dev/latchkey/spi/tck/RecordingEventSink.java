package dev.latchkey.spi.tck;

import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keeps the events that it is told. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class RecordingEventSink implements EventSink {

  private final List<TokenEvent> events = new CopyOnWriteArrayList<>();

  /** Begins with no event. */
  public RecordingEventSink() {}

  @Override
  public void on(TokenEvent event) {
    events.add(Objects.requireNonNull(event, "event"));
  }

  /** {@return the events so far, in order} */
  public List<TokenEvent> events() {
    return List.copyOf(events);
  }

  /**
   * Gives the only event.
   *
   * @return the event
   * @throws AssertionError if there is none, or more than one
   */
  public TokenEvent single() {
    List<TokenEvent> all = events();
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

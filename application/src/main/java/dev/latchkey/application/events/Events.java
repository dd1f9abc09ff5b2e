package dev.latchkey.application.events;

import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The observer of a client, if it has one. An event is made only for an observer. */
public final class Events {

  private static final System.Logger LOG = System.getLogger(Events.class.getName());

  private final @Nullable EventSink sink;
  private final AtomicBoolean complained = new AtomicBoolean();

  /**
   * Tells an observer.
   *
   * @param sink the observer, or null for none
   */
  public Events(@Nullable EventSink sink) {
    this.sink = sink;
  }

  /** {@return whether somebody listens} */
  public boolean areWanted() {
    return sink != null;
  }

  /**
   * Tells of something. What the observer throws is logged once, and costs the caller nothing.
   *
   * @param event made only if somebody listens
   */
  public void tell(Supplier<TokenEvent> event) {
    tell(event, EventSink::on);
  }

  /**
   * Tells of something about the cache.
   *
   * @param event made only if somebody listens
   */
  public void tellCache(Supplier<CacheEvent> event) {
    tell(event, EventSink::onCache);
  }

  private <E> void tell(Supplier<E> event, BiConsumer<EventSink, E> how) {
    if (sink == null) {
      return;
    }
    try {
      how.accept(sink, event.get());
    } catch (RuntimeException e) {
      if (complained.compareAndSet(false, true)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "an event sink failed and was ignored; further failures are not logged",
            e);
      }
    }
  }
}

package dev.latchkey.integration.spring;

import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells every sink that is a bean: one that throws does not keep the others from hearing. */
record AllSinks(List<EventSink> sinks) implements EventSink {

  AllSinks {
    sinks = List.copyOf(sinks);
  }

  @Override
  public void on(TokenEvent event) {
    tell(sink -> sink.on(event));
  }

  @Override
  public void onCache(CacheEvent event) {
    tell(sink -> sink.onCache(event));
  }

  @Override
  public void onCacheSize(CacheSize size) {
    tell(sink -> sink.onCacheSize(size));
  }

  private void tell(Consumer<EventSink> event) {
    RuntimeException first = null;
    for (EventSink sink : sinks) {
      first = told(sink, event, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException told(
      EventSink sink, Consumer<EventSink> event, @Nullable RuntimeException before) {
    try {
      event.accept(sink);
      return before;
    } catch (RuntimeException e) {
      return before == null ? e : before;
    }
  }
}

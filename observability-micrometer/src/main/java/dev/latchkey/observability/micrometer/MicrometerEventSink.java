package dev.latchkey.observability.micrometer;

import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.EventLabels;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts and times acquisitions in a Micrometer registry. Safe for concurrent use, and for any
 * number of clients.
 *
 * <p>Five meters, whose tags have few values each (see {@link EventLabels}) and never those of a
 * person or a tenant:
 *
 * <ul>
 *   <li>{@code latchkey.acquisitions}, a counter: {@code use.case}, {@code outcome}, {@code
 *       source}, {@code refresh.reason}, {@code error}, {@code joined}, {@code background}
 *   <li>{@code latchkey.acquisition.duration}, a timer: {@code use.case}, {@code outcome}, {@code
 *       source}, {@code background}; hits are not timed
 *   <li>{@code latchkey.http.requests}, a summary of the HTTP requests that an acquisition sent,
 *       discovery and repeats included: {@code use.case}, {@code outcome}; hits and calls that
 *       joined another are left out
 *   <li>{@code latchkey.cache.partitions} and {@code latchkey.cache.size}, gauges of what the token
 *       cache has in memory, the latter in bytes, as of its last change. A sink has one of each:
 *       clients with caches of their own need sinks with registries of their own
 * </ul>
 *
 * @since 0.1
 */
public final class MicrometerEventSink implements EventSink {

  private final MeterRegistry registry;
  private final AtomicLong partitions = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  private MicrometerEventSink(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "meter registry");
  }

  /**
   * Counts and times in a registry.
   *
   * @param registry keeps the meters; stays the application's
   * @return the sink, for the builders of clients
   */
  public static MicrometerEventSink of(MeterRegistry registry) {
    return new MicrometerEventSink(registry);
  }

  @Override
  public void on(TokenEvent event) {
    EventLabels labels = EventLabels.of(event);
    Tags ending = Tags.of("use.case", labels.useCase(), "outcome", labels.outcome());
    Tags way =
        ending
            .and("source", labels.source())
            .and("background", Boolean.toString(labels.background()));
    Counter.builder("latchkey.acquisitions")
        .description("acquisitions, hits included")
        .tags(
            way.and("refresh.reason", labels.refreshReason())
                .and("error", labels.error())
                .and("joined", Boolean.toString(labels.joined())))
        .register(registry)
        .increment();
    if (labels.isHit()) {
      return;
    }
    Timer.builder("latchkey.acquisition.duration")
        .description("time from call to answer, hits left out")
        .tags(way)
        .register(registry)
        .record(event.duration());
    if (!labels.joined()) {
      DistributionSummary.builder("latchkey.http.requests")
          .description("http requests per acquisition, discovery and repeats included")
          .baseUnit("requests")
          .tags(ending)
          .register(registry)
          .record(event.httpCalls());
    }
  }

  @Override
  public void onCacheSize(CacheSize size) {
    partitions.set(size.partitions());
    bytes.set(size.bytes());
    Gauge.builder("latchkey.cache.partitions", partitions, AtomicLong::get)
        .description("holders of tokens that are in memory")
        .baseUnit("partitions")
        .register(registry);
    Gauge.builder("latchkey.cache.size", bytes, AtomicLong::get)
        .description("what the token cache has in memory, roughly")
        .baseUnit("bytes")
        .register(registry);
  }
}

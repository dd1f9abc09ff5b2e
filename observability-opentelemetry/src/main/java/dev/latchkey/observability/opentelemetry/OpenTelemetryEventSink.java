package dev.latchkey.observability.opentelemetry;

import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.EventLabels;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongGauge;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;

/**
 * Counts and times acquisitions with the meter {@code dev.latchkey} of OpenTelemetry. Safe for
 * concurrent use, and for any number of clients.
 *
 * <p>Five instruments, whose attributes have few values each (see {@link EventLabels}) and never
 * those of a person or a tenant:
 *
 * <ul>
 *   <li>{@code latchkey.acquisitions}, a counter: {@code latchkey.use_case}, {@code
 *       latchkey.outcome}, {@code latchkey.source}, {@code latchkey.refresh_reason}, {@code
 *       latchkey.joined}, {@code latchkey.background}, and {@code error.type} where it failed
 *   <li>{@code latchkey.acquisition.duration}, a histogram in seconds: {@code latchkey.use_case},
 *       {@code latchkey.outcome}, {@code latchkey.source}, {@code latchkey.background}; hits are
 *       not timed
 *   <li>{@code latchkey.http.requests}, a counter of the HTTP requests that acquisitions sent,
 *       discovery and repeats included: {@code latchkey.use_case}, {@code latchkey.outcome}
 *   <li>{@code latchkey.cache.partitions} and {@code latchkey.cache.size}, gauges of what the token
 *       cache has in memory, the latter in bytes, as of its last change. A sink has one of each:
 *       clients with caches of their own need sinks with meters of their own
 * </ul>
 *
 * @since 0.1
 */
public final class OpenTelemetryEventSink implements EventSink {

  private static final AttributeKey<String> USE_CASE = AttributeKey.stringKey("latchkey.use_case");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("latchkey.outcome");
  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("latchkey.source");
  private static final AttributeKey<String> REFRESH_REASON =
      AttributeKey.stringKey("latchkey.refresh_reason");
  private static final AttributeKey<Boolean> JOINED = AttributeKey.booleanKey("latchkey.joined");
  private static final AttributeKey<Boolean> BACKGROUND =
      AttributeKey.booleanKey("latchkey.background");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final LongCounter acquisitions;
  private final DoubleHistogram duration;
  private final LongCounter requests;
  private final LongGauge partitions;
  private final LongGauge size;

  private OpenTelemetryEventSink(Meter meter) {
    this.acquisitions =
        meter
            .counterBuilder("latchkey.acquisitions")
            .setDescription("Acquisitions, hits included.")
            .setUnit("{acquisition}")
            .build();
    this.duration =
        meter
            .histogramBuilder("latchkey.acquisition.duration")
            .setDescription("Time from call to answer, hits left out.")
            .setUnit("s")
            .build();
    this.requests =
        meter
            .counterBuilder("latchkey.http.requests")
            .setDescription("HTTP requests of acquisitions, discovery and repeats included.")
            .setUnit("{request}")
            .build();
    this.partitions =
        meter
            .gaugeBuilder("latchkey.cache.partitions")
            .ofLongs()
            .setDescription("Holders of tokens that are in memory.")
            .setUnit("{partition}")
            .build();
    this.size =
        meter
            .gaugeBuilder("latchkey.cache.size")
            .ofLongs()
            .setDescription("What the token cache has in memory, roughly.")
            .setUnit("By")
            .build();
  }

  /**
   * Counts and times with an instance of the API.
   *
   * @param telemetry has the meters; stays the application's
   * @return the sink, for the builders of clients
   */
  public static OpenTelemetryEventSink of(OpenTelemetry telemetry) {
    return new OpenTelemetryEventSink(telemetry.getMeter("dev.latchkey"));
  }

  @Override
  public void on(TokenEvent event) {
    EventLabels labels = EventLabels.of(event);
    Attributes ending = Attributes.of(USE_CASE, labels.useCase(), OUTCOME, labels.outcome());
    Attributes way =
        ending.toBuilder()
            .put(SOURCE, labels.source())
            .put(BACKGROUND, labels.background())
            .build();
    AttributesBuilder all =
        way.toBuilder().put(REFRESH_REASON, labels.refreshReason()).put(JOINED, labels.joined());
    if (event.outcome() == TokenEvent.Outcome.FAILURE) {
      all.put(ERROR, labels.error());
    }
    acquisitions.add(1, all.build());
    if (labels.isHit()) {
      return;
    }
    duration.record(event.duration().toNanos() / NANOS_PER_SECOND, way);
    if (!labels.joined()) {
      requests.add(event.httpCalls(), ending);
    }
  }

  @Override
  public void onCacheSize(CacheSize now) {
    partitions.set(now.partitions());
    size.set(now.bytes());
  }
}

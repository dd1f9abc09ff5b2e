package dev.latchkey.observability.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.TokenEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenTelemetryEventSinkTest {

  @RegisterExtension
  private static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

  private static final TokenEvent HIT = TokenEvent.builder("client-credentials").build();
  private static final TokenEvent FETCHED =
      TokenEvent.builder("client-credentials")
          .source(TokenSource.IDENTITY_PROVIDER)
          .refreshReason(RefreshReason.NO_TOKEN)
          .duration(Duration.ofMillis(250))
          .httpCalls(2)
          .correlationId(CorrelationId.parse("0f8fad5b-d9cb-469f-a165-70867728950e"))
          .build();
  private static final TokenEvent REFUSED =
      TokenEvent.builder("silent")
          .outcome(TokenEvent.Outcome.FAILURE)
          .refreshReason(RefreshReason.EXPIRED)
          .duration(Duration.ofMillis(100))
          .httpCalls(1)
          .errorCode(OAuthErrorCode.INVALID_GRANT)
          .failure("InteractionRequiredException")
          .build();

  private OpenTelemetryEventSink sink;

  @BeforeEach
  void open() {
    TELEMETRY.clearMetrics();
    sink = OpenTelemetryEventSink.of(TELEMETRY.getOpenTelemetry());
  }

  private static Map<String, MetricData> metrics() {
    return TELEMETRY.getMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, Function.identity()));
  }

  private static LongPointData point(MetricData data, String key, String value) {
    return data.getLongSumData().getPoints().stream()
        .filter(it -> value.equals(it.getAttributes().get(AttributeKey.stringKey(key))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyAcquisitionIsCounted() {
    List.of(FETCHED, HIT, HIT, REFUSED).forEach(sink::on);

    MetricData counted = metrics().get("latchkey.acquisitions");
    assertThat(counted.getUnit()).isEqualTo("{acquisition}");
    assertThat(counted.getInstrumentationScopeInfo().getName()).isEqualTo("dev.latchkey");
    assertThat(point(counted, "latchkey.source", "cache").getValue()).isEqualTo(2);
    LongPointData refused = point(counted, "latchkey.use_case", "silent");
    assertThat(refused.getValue()).isEqualTo(1);
    assertThat(refused.getAttributes())
        .isEqualTo(
            Attributes.builder()
                .put("latchkey.use_case", "silent")
                .put("latchkey.outcome", "failure")
                .put("latchkey.source", "none")
                .put("latchkey.refresh_reason", "expired")
                .put("latchkey.joined", false)
                .put("latchkey.background", false)
                .put("error.type", "invalid_grant")
                .build());
    assertThat(point(counted, "latchkey.source", "identity-provider").getAttributes().asMap())
        .doesNotContainKey(AttributeKey.stringKey("error.type"));
  }

  @Test
  void whatWasSentIsTimedInSecondsAndHitsAreNot() {
    List.of(HIT, FETCHED).forEach(sink::on);

    MetricData timed = metrics().get("latchkey.acquisition.duration");
    assertThat(timed.getUnit()).isEqualTo("s");
    assertThat(timed.getHistogramData().getPoints())
        .singleElement()
        .extracting(HistogramPointData::getCount, HistogramPointData::getSum)
        .containsExactly(1L, 0.25);
  }

  @Test
  void requestsAreCounted() {
    List.of(FETCHED, FETCHED, HIT).forEach(sink::on);

    MetricData requests = metrics().get("latchkey.http.requests");
    assertThat(requests.getUnit()).isEqualTo("{request}");
    assertThat(requests.getLongSumData().getPoints())
        .singleElement()
        .extracting(LongPointData::getValue)
        .isEqualTo(4L);
  }

  @Test
  void whatServersAndPeopleAreCalledMakesNoSeries() {
    for (int i = 0; i < 500; i++) {
      sink.on(
          TokenEvent.builder("silent")
              .outcome(TokenEvent.Outcome.FAILURE)
              .errorCode(new OAuthErrorCode("alice-" + i))
              .correlationId(CorrelationId.parse("0f8fad5b-d9cb-469f-a165-" + (100000000000L + i)))
              .build());
    }

    assertThat(metrics().values()).allMatch(it -> it.getData().getPoints().size() == 1);
    assertThat(metrics().toString()).doesNotContain("alice", "0f8fad5b");
  }

  @Test
  void anApiWithoutAnImplementationCostsNothing() {
    OpenTelemetryEventSink.of(OpenTelemetry.noop()).on(FETCHED);

    assertThat(metrics()).isEmpty();
  }

  @Test
  void theSizeOfTheCacheIsThatOfItsLastChange() {
    sink.onCacheSize(new CacheSize(3, 9_000));
    sink.onCacheSize(new CacheSize(2, 6_000));

    assertThat(metrics().get("latchkey.cache.partitions").getLongGaugeData().getPoints())
        .extracting(LongPointData::getValue)
        .containsExactly(2L);
    assertThat(metrics().get("latchkey.cache.size").getLongGaugeData().getPoints())
        .extracting(LongPointData::getValue)
        .containsExactly(6_000L);
  }

  @Test
  void theDocsListEveryInstrumentAndAttribute() throws IOException {
    List.of(HIT, FETCHED, REFUSED).forEach(sink::on);
    sink.onCacheSize(new CacheSize(1, 1));
    String docs = Files.readString(Path.of("..", "docs", "observability.md"));

    for (MetricData metric : metrics().values()) {
      assertThat(docs).contains("`" + metric.getName() + "`");
      for (PointData point : metric.getData().getPoints()) {
        point
            .getAttributes()
            .forEach((key, value) -> assertThat(docs).contains("`" + key.getKey() + "`"));
      }
    }
  }
}

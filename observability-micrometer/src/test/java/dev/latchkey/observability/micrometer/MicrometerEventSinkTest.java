package dev.latchkey.observability.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.TokenEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerEventSinkTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerEventSink sink = MicrometerEventSink.of(registry);

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

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void everyAcquisitionIsCounted() {
    sink.on(FETCHED);
    sink.on(HIT);
    sink.on(HIT);
    sink.on(REFUSED);

    assertThat(registry.get("latchkey.acquisitions").tag("source", "cache").counter().count())
        .isEqualTo(2);
    assertThat(
            registry
                .get("latchkey.acquisitions")
                .tags("use.case", "client-credentials", "outcome", "success")
                .tags("source", "identity-provider", "refresh.reason", "no-token")
                .tags("error", "none", "joined", "false", "background", "false")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get("latchkey.acquisitions")
                .tags("use.case", "silent", "outcome", "failure", "source", "none")
                .tags("error", "invalid_grant", "refresh.reason", "expired")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void whatWasSentIsTimedAndHitsAreNot() {
    sink.on(HIT);
    assertThat(registry.find("latchkey.acquisition.duration").timer()).isNull();

    sink.on(FETCHED);
    sink.on(REFUSED);

    assertThat(
            registry
                .get("latchkey.acquisition.duration")
                .tags("use.case", "client-credentials", "outcome", "success")
                .tags("source", "identity-provider", "background", "false")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(250);
    assertThat(
            registry.get("latchkey.acquisition.duration").tag("outcome", "failure").timer().count())
        .isEqualTo(1);
  }

  @Test
  void requestsAreCountedForThoseWhoSentThem() {
    sink.on(FETCHED);
    sink.on(
        TokenEvent.builder("client-credentials")
            .source(TokenSource.IDENTITY_PROVIDER)
            .refreshReason(RefreshReason.NO_TOKEN)
            .joined(true)
            .build());
    sink.on(HIT);

    assertThat(
            registry
                .get("latchkey.http.requests")
                .tag("use.case", "client-credentials")
                .summary()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("latchkey.http.requests").summary().totalAmount()).isEqualTo(2);
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

    assertThat(registry.getMeters()).hasSize(3);
    assertThat(registry.getMeters().toString()).doesNotContain("alice", "0f8fad5b");
  }

  @Test
  void theSizeOfTheCacheIsThatOfItsLastChange() {
    assertThat(registry.find("latchkey.cache.size").gauge()).isNull();
    sink.onCacheSize(new CacheSize(3, 9_000));
    sink.onCacheSize(new CacheSize(2, 6_000));

    assertThat(registry.get("latchkey.cache.partitions").gauge().value()).isEqualTo(2);
    assertThat(registry.get("latchkey.cache.size").gauge().value()).isEqualTo(6_000);
  }

  @Test
  void theDocsListEveryMeterAndTag() throws IOException {
    List.of(HIT, FETCHED, REFUSED).forEach(sink::on);
    sink.onCacheSize(new CacheSize(1, 1));
    String docs = Files.readString(Path.of("..", "docs", "observability.md"));

    for (Meter meter : registry.getMeters()) {
      assertThat(docs).contains("`" + meter.getId().getName() + "`");
      for (Tag tag : meter.getId().getTags()) {
        assertThat(docs).contains("`" + tag.getKey() + "`");
      }
    }
  }
}

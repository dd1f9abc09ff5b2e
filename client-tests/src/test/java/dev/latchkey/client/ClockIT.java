package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private final House house =
      new House(
          House.application()
              .tokenLifetime(Duration.ofHours(1))
              .refreshIn(Duration.ofMinutes(30))
              .build());

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest(name = "wall clock moved by {0} s")
  @ValueSource(longs = {3600, -3600, -1800, -315_360_000, 315_360_000})
  void noTokenOutlivesItsServerWhateverTheWallClockDoes(long seconds) {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult first = client.acquireForClient(REQUEST);
      house.time.moveWallClock(Duration.ofSeconds(seconds));
      int calls = house.tokenCount();
      for (int i = 0; i < 20; i++) {
        client.acquireForClient(REQUEST);
      }
      assertThat(house.tokenCount() - calls).as("no refresh storm").isLessThanOrEqualTo(1);
      // By the server's time the first token now ends.
      house.time.advance(Duration.ofMinutes(56));
      assertThat(client.acquireForClient(REQUEST).accessToken()).isNotEqualTo(first.accessToken());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2038-01-19T03:14:00Z", "2100-02-28T23:59:00Z", "1999-12-31T23:59:59Z"})
  void atTheEdgesOfCalendars(String start) {
    ManualTimeSource time = new ManualTimeSource(Instant.parse(start));
    try (ConfidentialClient client = house.client().timeSource(time).build()) {
      client.acquireForClient(REQUEST);
      time.advance(Duration.ofMinutes(10));
      assertThat(client.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);
      time.advance(Duration.ofMinutes(50));
      assertThat(client.acquireForClient(REQUEST).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  void aMachineThatSleptRefreshesOnce() {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      house.time.sleepMachine(Duration.ofHours(2));
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST);
      assertThat(house.tokenCount()).isEqualTo(2);
    }
  }

  @Test
  @Tag("W-49")
  void aClockOfTheApplicationsDecides() {
    SandboxClock clock = SandboxClock.at(Instant.parse("2030-01-01T00:00:00Z"));
    try (ConfidentialClient client = house.client().clock(clock).build()) {
      TokenResult first = client.acquireForClient(REQUEST);
      assertThat(first.expiresAt()).isEqualTo(Instant.parse("2030-01-01T01:00:00Z"));
      clock.advance(Duration.ofMinutes(54));
      assertThat(client.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);
      clock.advance(Duration.ofMinutes(2));
      assertThat(client.acquireForClient(REQUEST).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  @Tag("W-06")
  void whileATokenIsGoodAFailingServiceIsNobodysProblem() {
    RecordingEventSink events = new RecordingEventSink();
    try (ConfidentialClient client =
        house
            .client()
            .resilience(ResiliencePolicy.standard().throttle(ThrottlePolicy.none()))
            .eventSink(events)
            .build()) {
      TokenResult first = client.acquireForClient(REQUEST);
      house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.oauthError("server_error", "x"));
      house.time.advance(Duration.ofMinutes(40));
      events.clear();
      for (int attempt = 1; attempt <= 3; attempt++) {
        for (int i = 0; i < 50; i++) {
          assertThat(client.acquireForClient(REQUEST).accessToken()).isEqualTo(first.accessToken());
        }
        awaitBackgroundFailures(client, events, attempt);
        assertThat(house.tokenCount()).as("one try in 30 s").isEqualTo(1 + attempt);
        house.time.advance(Duration.ofSeconds(31));
      }
    }
  }

  // A failure is told a moment before its flight lands: if the clock moves in between, the pause
  // after it begins later by as much.
  private void awaitBackgroundFailures(
      ConfidentialClient client, RecordingEventSink events, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    long patience = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (failures(events) < count && System.nanoTime() < end) {
      if (System.nanoTime() > patience) {
        house.time.advance(Duration.ofSeconds(31));
        client.acquireForClient(REQUEST);
        patience = end;
      }
      Thread.onSpinWait();
    }
    assertThat(failures(events)).isEqualTo(count);
  }

  private static long failures(RecordingEventSink events) {
    return events.events().stream()
        .filter(TokenEvent::background)
        .filter(event -> event.outcome() == TokenEvent.Outcome.FAILURE)
        .count();
  }
}

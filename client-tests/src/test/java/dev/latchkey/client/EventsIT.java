package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventsIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private final House house = new House();
  private final RecordingEventSink events = new RecordingEventSink();

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void eachAcquisitionIsToldOnce() {
    try (ConfidentialClient client = house.client().eventSink(events).build()) {
      client.acquireForClient(REQUEST);
      TokenEvent miss = events.single();
      assertThat(miss.useCase()).isEqualTo("client-credentials");
      assertThat(miss.outcome()).isEqualTo(TokenEvent.Outcome.SUCCESS);
      assertThat(miss.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(miss.refreshReason()).isEqualTo(RefreshReason.NO_TOKEN);
      assertThat(miss.httpCalls()).isEqualTo(2);
      assertThat(miss.joined()).isFalse();
      assertThat(miss.correlationId()).isPresent();

      events.clear();
      client.acquireForClient(REQUEST);
      TokenEvent hit = events.single();
      assertThat(hit.source()).isEqualTo(TokenSource.CACHE);
      assertThat(hit.httpCalls()).isZero();

      events.clear();
      house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_client", "x"));
      assertThat(catchThrowable(() -> client.acquireForClient(REQUEST.forceRefresh(true))))
          .isNotNull();
      TokenEvent failure = events.single();
      assertThat(failure.outcome()).isEqualTo(TokenEvent.Outcome.FAILURE);
      assertThat(failure.refreshReason()).isEqualTo(RefreshReason.FORCED);
      assertThat(failure.errorCode()).contains(OAuthErrorCode.INVALID_CLIENT);
      assertThat(failure.failure()).contains("ServiceException");
    }
  }

  @Test
  void theSizeOfTheCacheIsToldWhenItChanges() throws InterruptedException {
    BlockingQueue<CacheSize> sizes = new LinkedBlockingQueue<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void on(TokenEvent event) {}

          @Override
          public void onCacheSize(CacheSize size) {
            sizes.add(size);
          }
        };
    try (ConfidentialClient client = house.client().eventSink(sink).build()) {
      int token = client.acquireForClient(REQUEST).accessToken().length();
      CacheSize first = sizes.poll(5, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      assertThat(first.partitions()).isEqualTo(1);
      assertThat(first.bytes()).isGreaterThan(token);

      client.acquireForClient(REQUEST);
      client.removeTokensForClient();
      CacheSize last = sizes.poll(5, TimeUnit.SECONDS);
      assertThat(last).isEqualTo(new CacheSize(0, 0));
    }
  }

  @Test
  void aSinkThatThrowsCostsNobodyAToken() {
    AtomicInteger told = new AtomicInteger();
    try (ConfidentialClient client =
        house
            .client()
            .eventSink(
                event -> {
                  told.incrementAndGet();
                  throw new IllegalStateException("sink");
                })
            .build()) {
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
    assertThat(told).hasValue(2);
  }

  @Test
  void anErrorOfASinkCostsNobodyAToken() {
    AtomicInteger told = new AtomicInteger();
    try (ConfidentialClient client =
        house
            .client()
            .eventSink(
                event -> {
                  told.incrementAndGet();
                  throw new NoClassDefFoundError("metrics/Registry");
                })
            .build()) {
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
    assertThat(told).hasValue(2);
  }

  @Test
  @Timeout(60)
  void aSinkThatHangsSlowsNobodyAndLosesEvents() {
    Semaphore gate = new Semaphore(0);
    AtomicInteger told = new AtomicInteger();
    try (CapturedLog log = new CapturedLog()) {
      try (ConfidentialClient client =
          house
              .client()
              .eventSink(
                  event -> {
                    gate.acquireUninterruptibly();
                    told.incrementAndGet();
                  })
              .build()) {
        for (int i = 0; i < 3_000; i++) {
          assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
        }
        assertThat(told).as("nothing was waited for").hasValue(0);
        gate.release(10_000);
      }
      assertThat(told.get()).isBetween(1, 1_026);
      assertThat(log.text().split("slower than its events", -1)).as("warned once").hasSize(2);
    }
  }

  @Test
  @Timeout(60)
  void closingAClientDoesNotWaitForASinkThatHangs() {
    Semaphore never = new Semaphore(0);
    ConfidentialClient client =
        house.client().eventSink(event -> never.acquireUninterruptibly()).build();
    client.acquireForClient(REQUEST);

    long begin = System.nanoTime();
    client.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    never.release(10);
  }

  @Test
  void eventsComeInOrderOnAThreadOfTheClient() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (ConfidentialClient client =
        house
            .client()
            .eventSink(event -> seen.add(Thread.currentThread().getName() + " " + event.source()))
            .build()) {
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST);
    }
    assertThat(seen).containsExactly("latchkey-events IDENTITY_PROVIDER", "latchkey-events CACHE");
  }
}

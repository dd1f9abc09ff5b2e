package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.CircuitPolicy;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.Destination;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HostResolver;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.tck.RecordingEventSink;
import dev.latchkey.spi.tck.RecordingServer;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Repeats, waits, dead hosts: what is sent, how long it takes, and how it is told. */
class ResilienceIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  // Of twenty microseconds each: beyond the last of them the answer has come.
  private static final int MOMENTS = 300;

  private final House house = new House();
  private final RecordingEventSink events = new RecordingEventSink();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    house.close();
  }

  private void tokenFaults(Fault... faults) {
    for (Fault fault : faults) {
      house.sandbox.faults().on(EndpointKind.TOKEN).next(fault);
    }
  }

  private static <E extends TokenException> E failure(
      Class<E> kind, ConfidentialClient client, ClientRequest request) {
    E e = catchThrowableOfType(kind, () -> client.acquireForClient(request));
    assertThat(e).isNotNull();
    return e;
  }

  @Test
  void whatWasDoneIsToldByTheExceptionAndTheEvent() {
    tokenFaults(Fault.status(503), Fault.status(502), Fault.status(500));
    ResiliencePolicy policy =
        ResiliencePolicy.standard()
            .retry(Destination.TOKEN_SERVICE, RetryPolicy.standard().retries(2));
    try (ConfidentialClient client = house.client().resilience(policy).eventSink(events).build()) {
      ServiceException e = failure(ServiceException.class, client, REQUEST);
      assertThat(e.status()).hasValue(500);
      assertThat(e.attempts()).isEqualTo(3);
      assertThat(e.httpCalls()).as("the metadata is one").isEqualTo(4);
      assertThat(e.waited()).isBetween(Duration.ofMillis(1600), Duration.ofMillis(2400));
      assertThat(e.isReplayed()).isFalse();
      TokenEvent event = events.single();
      assertThat(event.httpCalls()).isEqualTo(4);
      assertThat(event.waited()).isEqualTo(e.waited());
      assertThat(event.replayed()).isFalse();

      events.clear();
      failure(ServiceException.class, client, REQUEST);
      assertThat(events.single().replayed()).isTrue();
      assertThat(events.single().httpCalls()).isZero();

      events.clear();
      house.time.advance(Duration.ofSeconds(11));
      tokenFaults(Fault.status(503));
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(token.httpCalls()).isEqualTo(2);
      assertThat(token.waited()).isPositive();
      assertThat(events.single().waited()).isEqualTo(token.waited());
    }
  }

  @Test
  void anEventOfAFlowInStepsCountsAllOfThem() {
    try (Delegation there = new Delegation();
        PublicClient client =
            PublicClient.builder(House.CLIENT_ID)
                .authority(Authority.entra(Cloud.PUBLIC, Delegation.TENANT))
                .httpProvider("apache")
                .http(there.house.http())
                .timeSource(there.time)
                .eventSink(events)
                .build()) {
      AtomicInteger polls = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  client.acquireByDeviceCode(
                      DeviceCodeRequest.of(List.of("User.Read")),
                      flow ->
                          there.time.onSleep(
                              () -> {
                                if (polls.incrementAndGet() == 3) {
                                  there.house.sandbox.device().refuse(flow.userCode());
                                }
                              })))
          .isInstanceOf(ServiceException.class);
      assertThat(events.single().httpCalls()).isEqualTo(there.tokenRequests().size()).isEqualTo(4);
    }
  }

  @Test
  void aStormOfErrorsMeetsFewRequests() throws Exception {
    // N-07: 100 callers, each for something of its own, for a minute.
    house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.status(503));
    // Ten of them wait in a round, and each wait moves the one time that all of them have.
    HttpSettings unhurried = house.http().timeout(Duration.ofMinutes(5));
    try (ConfidentialClient client = house.client().http(unhurried).build()) {
      int rounds = 60;
      for (int round = 0; round < rounds; round++) {
        List<Future<TokenResult>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          ClientRequest request = ClientRequest.of("https://r" + i % 10 + ".example/.default");
          calls.add(threads.submit(() -> client.acquireForClient(request)));
        }
        for (Future<TokenResult> call : calls) {
          assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(ServiceException.class);
        }
        house.time.advance(Duration.ofSeconds(1));
      }
      Duration passed = Duration.ofSeconds(house.time.sleeps().size() + rounds);
      // For each of ten things: once in five seconds, and the first time once more.
      long most = 10 * (2 + passed.toSeconds() / 5);
      assertThat((long) house.tokenCount()).isLessThanOrEqualTo(most);
      assertThat(house.time.sleeps())
          .allSatisfy(
              wait -> assertThat(wait).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200)));
      assertThat(house.time.sleeps().stream().distinct().count())
          .as("waits that differ")
          .isGreaterThan(house.time.sleeps().size() / 2);
    }
  }

  @Test
  void aWaitEndsWithItsCaller() throws Exception {
    // N-12
    house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.status(503));
    RetryPolicy patient = RetryPolicy.standard().delay(Duration.ofMinutes(1));
    Cancellation giveUp = Cancellation.create();
    CountDownLatch waiting = new CountDownLatch(1);
    try (ConfidentialClient client =
        house
            .client()
            .http(house.http().timeout(Duration.ofMinutes(5)))
            .retry(patient)
            .timeSource(new Telling(waiting))
            .build()) {
      Future<TokenResult> call = threads.submit(() -> client.acquireForClient(REQUEST, giveUp));
      assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      giveUp.cancel();
      assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancelledException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    }
    assertThat(house.tokenCount()).isEqualTo(1);
  }

  /** The machine's time, which tells when somebody waits. */
  private record Telling(CountDownLatch waiting) implements TimeSource {
    @Override
    public Instant instant() {
      return TimeSource.system().instant();
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      waiting.countDown();
      TimeSource.system().sleep(duration, cancellation);
    }
  }

  @Test
  void theDeadlineHoldsOverRepeatsAndWaits() {
    house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .always(Fault.status(503).after(Duration.ofMillis(300)));
    RetryPolicy eager = RetryPolicy.standard().retries(10).delay(Duration.ofMillis(200));
    try (ConfidentialClient client =
        house
            .client()
            .http(house.http().timeout(Duration.ofSeconds(2)))
            .retry(eager)
            .timeSource(TimeSource.system())
            .build()) {
      long start = System.nanoTime();
      TokenException e = failure(TokenException.class, client, REQUEST);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2200));
      assertThat(e.attempts()).isBetween(2, 5);
    }
  }

  @Test
  void aBudgetOfADestinationIsKept() {
    house.sandbox.faults().on(EndpointKind.METADATA).always(Fault.neverAnswer());
    RetryPolicy brief = RetryPolicy.standard().budget(Duration.ofSeconds(1));
    try (ConfidentialClient client =
        house
            .client()
            .resilience(ResiliencePolicy.standard().retry(Destination.DISCOVERY, brief))
            .timeSource(TimeSource.system())
            .build()) {
      long start = System.nanoTime();
      assertThat(failure(TransportException.class, client, REQUEST).reason())
          .isEqualTo(Reason.TIMED_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofMillis(1600));
    }
  }

  @Test
  void aHostThatIsDeadHoldsNobody() {
    house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.reset());
    try (ConfidentialClient client =
        house
            .client()
            .resilience(
                ResiliencePolicy.standard().circuit(CircuitPolicy.after(3, Duration.ofSeconds(20))))
            .eventSink(events)
            .build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(failure(TransportException.class, client, REQUEST).reason())
            .isEqualTo(Reason.INTERRUPTED);
      }
      assertThat(events.await(3)).hasSize(3);
      events.clear();
      TransportException open = failure(TransportException.class, client, REQUEST);
      assertThat(open.reason()).isEqualTo(Reason.CIRCUIT_OPEN);
      assertThat(open).hasMessageContaining("login.microsoftonline.com");
      assertThat(open.isTransient()).isTrue();
      assertThat(open.attempts()).isZero();
      assertThat(open.retryAfter()).contains(Duration.ofSeconds(20));
      assertThat(open.correlationId()).isPresent();
      assertThat(events.single().httpCalls()).isZero();
      assertThat(house.tokenCount()).isEqualTo(3);

      house.sandbox.faults().clear();
      house.time.advance(Duration.ofSeconds(20));
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(1);
    }
  }

  @Test
  @Tag("W-48")
  void clientsKnowNothingOfEachOther() {
    tokenFaults(Fault.retryAfter("60"));
    try (ConfidentialClient one = house.client().build();
        ConfidentialClient other = house.client().build()) {
      failure(ServiceException.class, one, REQUEST);
      assertThat(failure(ServiceException.class, one, REQUEST).isReplayed()).isTrue();
      assertThat(other.acquireForClient(REQUEST).httpCalls()).isEqualTo(2);
    }
  }

  @Test
  @Tag("S-060")
  void aTransportOfTheApplicationsIsBareUntilAPolicyIsSet() {
    AtomicInteger sent = new AtomicInteger();
    ConfidentialClient.Builder over =
        house
            .client()
            .http(
                (request, deadline, cancellation) -> {
                  sent.incrementAndGet();
                  throw new TransportException(Reason.NOT_CONNECTED, "nobody there", null);
                });
    try (ConfidentialClient client = over.build()) {
      for (int i = 1; i <= 20; i++) {
        assertThat(failure(TransportException.class, client, REQUEST).reason())
            .isEqualTo(Reason.NOT_CONNECTED);
        assertThat(sent).hasValue(i);
      }
    }
    sent.set(0);
    try (ConfidentialClient client = over.resilience(ResiliencePolicy.standard()).build()) {
      failure(TransportException.class, client, REQUEST);
      assertThat(sent).hasValue(2);
    }
  }

  @Test
  void aProxyThatWantsOtherCredentialsIsAskedOnce() {
    // N-09
    try (RecordingServer proxy =
        RecordingServer.start(
            RecordingServer.always(
                407, List.of("Proxy-Authenticate: Basic realm=\"x\""), new byte[0]))) {
      HttpSettings settings =
          HttpSettings.defaults()
              .timeout(Duration.ofSeconds(10))
              .proxy(Proxy.via(new HostAndPort("127.0.0.1", proxy.port())));
      for (String adapter : List.of("apache", "jdk")) {
        try (ConfidentialClient client =
            house.client().httpProvider(adapter).http(settings).build()) {
          TransportException e = failure(TransportException.class, client, REQUEST);
          assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
          assertThat(e.status()).hasValue(407);
          assertThat(e.isTransient()).isFalse();
          assertThat(e.attempts()).isEqualTo(1);
        }
      }
      assertThat(proxy.requests()).hasSize(2);
    }
  }

  @Test
  void aNameThatIsNotThereIsLookedUpTwiceAndTold() {
    // N-04
    AtomicInteger lookUps = new AtomicInteger();
    HostResolver nobody =
        host -> {
          lookUps.incrementAndGet();
          throw new UnknownHostException(host);
        };
    try (ConfidentialClient client = house.client().http(resolving(nobody)).build()) {
      TransportException e = failure(TransportException.class, client, REQUEST);
      assertThat(e.reason()).isEqualTo(Reason.NOT_CONNECTED);
      assertThat(e).hasMessageContaining("login.microsoftonline.com");
    }
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void aSlowNameServerDoesNotMoveTheDeadline() {
    // N-04
    CountDownLatch end = new CountDownLatch(1);
    HostResolver slow =
        host -> {
          try {
            end.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of(InetAddress.getLoopbackAddress());
        };
    try (ConfidentialClient client =
        house
            .client()
            .http(resolving(slow).timeout(Duration.ofSeconds(1)))
            .timeSource(TimeSource.system())
            .build()) {
      long start = System.nanoTime();
      assertThat(failure(TransportException.class, client, REQUEST).reason())
          .isEqualTo(Reason.TIMED_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofMillis(1600));
    } finally {
      end.countDown();
    }
  }

  @Test
  void anAddressThatChangesIsUsedByTheNextConnection() throws Exception {
    // N-04: nothing listens at the first one.
    InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 99});
    AtomicInteger lookUps = new AtomicInteger();
    HostResolver moving =
        host -> List.of(lookUps.getAndIncrement() == 0 ? dead : InetAddress.getLoopbackAddress());
    HttpSettings settings =
        house
            .http()
            .connectTo(
                Map.of(
                    new HostAndPort("login.microsoftonline.com", 443),
                    new HostAndPort("moved.example", house.sandbox.address().getPort())))
            .hostResolver(moving);
    try (ConfidentialClient client = house.client().http(settings).build()) {
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(3);
    }
  }

  private HttpSettings resolving(HostResolver resolver) {
    return HttpSettings.defaults().timeout(Duration.ofSeconds(10)).hostResolver(resolver);
  }

  @Test
  void givenUpAtAnyMomentEndsInTimeAndLeavesNothing() throws Exception {
    giveUpAtAnyMoment(1_000);
  }

  @Test
  @Tag("long")
  void givenUpTenThousandTimesEndsInTimeAndLeavesNothing() throws Exception {
    giveUpAtAnyMoment(10_000);
  }

  // N-12: from before the request is written to after the answer has come.
  private void giveUpAtAnyMoment(int turns) throws Exception {
    try (ConfidentialClient client =
        house
            .client()
            .timeSource(TimeSource.system())
            .resilience(ResiliencePolicy.standard().throttle(ThrottlePolicy.none()))
            .build()) {
      client.acquireForClient(REQUEST);
      for (int turn = 0; turn < turns; turn++) {
        Cancellation giveUp = Cancellation.create();
        ClientRequest request = REQUEST.forceRefresh(true);
        Future<TokenResult> call = threads.submit(() -> client.acquireForClient(request, giveUp));
        long moment = System.nanoTime() + turn % MOMENTS * 20_000L;
        while (System.nanoTime() < moment) {
          Thread.onSpinWait();
        }
        giveUp.cancel();
        long start = System.nanoTime();
        try {
          assertThat(call.get(20, TimeUnit.SECONDS).accessToken().length()).isPositive();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(CancelledException.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
      }
      assertThat(client.acquireForClient(REQUEST.forceRefresh(true)).accessToken().length())
          .isPositive();
    }
  }

  @Test
  void whatAGatewaySaysIsReplayedAsItWas() {
    tokenFaults(
        Fault.status(
            429,
            "{\"error\":\"temporarily_unavailable\",\"error_description\":\"busy\"}",
            Map.of("Retry-After", "30")));
    try (ConfidentialClient client = house.client().build()) {
      ServiceException first = failure(ServiceException.class, client, REQUEST);
      ServiceException again = failure(ServiceException.class, client, REQUEST);
      assertThat(again).hasMessage(first.getMessage());
      assertThat(again.error()).isEqualTo(first.error());
      assertThat(again.status()).isEqualTo(first.status());
      assertThat(again.isTransient()).isTrue();
      assertThat(again.retryAfter()).contains(Duration.ofSeconds(30));
    }
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.tck.RecordingEventSink;
import dev.latchkey.spi.time.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

class ConcurrencyIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private final House house = new House();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    threads.shutdownNow();
    house.close();
  }

  private List<Future<TokenResult>> callers(int count, ConfidentialClient client)
      throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(count);
    List<Future<TokenResult>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(
          threads.submit(
              () -> {
                ready.countDown();
                ready.await();
                return client.acquireForClient(REQUEST);
              }));
    }
    assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
    return calls;
  }

  @Test
  @Tag("W-44")
  void aThousandCallersMakeOneRequest() throws Exception {
    try (ConfidentialClient client = house.client().build();
        HeldRequests held = house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      List<Future<TokenResult>> calls = callers(1000, client);
      assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
      held.release();
      Set<String> tokens = new HashSet<>();
      for (Future<TokenResult> call : calls) {
        tokens.add(call.get(30, TimeUnit.SECONDS).accessToken().reveal());
      }
      assertThat(tokens).hasSize(1);
      assertThat(house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void aThousandCallersShareOneFailureAndTheNextTriesAnew() throws Exception {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_client", "no"));
    try (ConfidentialClient client = house.client().build();
        HeldRequests held = house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      CountDownLatch waiting = new CountDownLatch(1000);
      List<Future<TokenResult>> calls = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        calls.add(
            threads.submit(
                () -> {
                  waiting.countDown();
                  return client.acquireForClient(REQUEST);
                }));
      }
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
      held.release();
      int failed = 0;
      for (Future<TokenResult> call : calls) {
        try {
          call.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(ServiceException.class);
          failed++;
        }
      }
      // Who came after the failure tried anew, and all of those shared one request.
      assertThat(failed).isPositive();
      assertThat(house.tokenCount()).isLessThanOrEqualTo(2);
      // The refusal is respected for a minute.
      house.time.advance(Duration.ofMinutes(1));
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
  }

  @Test
  void oneSlowTenantDoesNotHoldUpTheOthers() throws Exception {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      HeldRequests held = house.sandbox.faults().on(EndpointKind.TOKEN).hold();
      Future<TokenResult> slow =
          threads.submit(() -> client.acquireForClient(REQUEST.tenant("slow.example")));
      assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
      List<Future<TokenResult>> others = new ArrayList<>();
      for (int i = 1; i < 64; i++) {
        String tenant = "t" + i + ".example";
        others.add(threads.submit(() -> client.acquireForClient(REQUEST.tenant(tenant))));
      }
      assertThat(held.awaitArrived(64, Duration.ofSeconds(30)))
          .as("as many at once as connections")
          .isTrue();
      assertThat(slow.isDone()).isFalse();
      assertThat(client.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);
      held.release();
      for (Future<TokenResult> other : others) {
        other.get(30, TimeUnit.SECONDS);
      }
      slow.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void whoBeganMayLeaveAndTheOthersGetTheirToken() throws Exception {
    Cancellation giveUp = Cancellation.create();
    RecordingEventSink events = new RecordingEventSink();
    try (ConfidentialClient client = house.client().eventSink(events).build();
        HeldRequests held = house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      Future<TokenResult> first = threads.submit(() -> client.acquireForClient(REQUEST, giveUp));
      assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
      CompletableFuture<TokenResult> second = client.async(c -> c.acquireForClient(REQUEST));
      giveUp.cancel();
      assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
          .hasCauseInstanceOf(CancelledException.class);
      held.release();
      assertThat(second.get(30, TimeUnit.SECONDS).accessToken().length()).isPositive();
    }
  }

  @Test
  void aCancelledCallEndsAtOnceAndItsConnectionWithIt() throws Exception {
    house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.neverAnswer());
    try (ConfidentialClient client = house.client().build()) {
      for (int i = 0; i < 20; i++) {
        CompletableFuture<TokenResult> call =
            client.async(c -> c.acquireForClient(REQUEST.forceRefresh(true)));
        assertThat(call.cancel(true)).isTrue();
        assertThat(call).isCancelled();
      }
      Thread caller = Thread.currentThread();
      threads.execute(caller::interrupt);
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(CancelledException.class);
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    }
    assertThat(threadsLeft()).isEmpty();
  }

  @Test
  void cancelledAtAnyMomentNothingStaysUnderWay() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    HttpTransport endless =
        (request, deadline, cancellation) -> {
          CountDownLatch cancelled = new CountDownLatch(1);
          underWay.incrementAndGet();
          Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
          try {
            cancelled.await();
            throw new CancelledException("cancelled");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted");
          } finally {
            registration.close();
            underWay.decrementAndGet();
          }
        };
    try (ConfidentialClient client = house.client().http(endless).build()) {
      for (int i = 0; i < 10_000; i++) {
        ClientRequest request = ClientRequest.of("scope-" + i % 7);
        CompletableFuture<TokenResult> call = client.async(c -> c.acquireForClient(request));
        for (int spin = 0; spin < i % 50; spin++) {
          Thread.onSpinWait();
        }
        assertThat(call.cancel(true)).isTrue();
      }
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (underWay.get() > 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(underWay).hasValue(0);
    }
  }

  // The sandbox has threads of its own; they end with the sandbox.
  private static List<String> threadsLeft() throws InterruptedException {
    List<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("latchkey-"))
            .filter(thread -> !thread.getName().startsWith("latchkey-sandbox"))
            .toList();
    for (Thread thread : left) {
      thread.join(10_000);
    }
    return left.stream().filter(Thread::isAlive).map(Thread::getName).toList();
  }

  @Test
  @Tag("W-45")
  void aHitStaysOnTheCallersThreadAndStartsNone() throws Exception {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      // The threads of the miss end by themselves; a hit starts no others.
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      for (int i = 0; i < 1000; i++) {
        client.acquireForClient(REQUEST);
        assertThat(client.async(c -> c.acquireForClient(REQUEST))).isCompleted();
      }
      assertThat(Thread.getAllStackTraces().keySet().stream().filter(it -> !before.contains(it)))
          .noneMatch(it -> it.getName().startsWith("latchkey-"));
    }
  }

  @Test
  @Tag("W-45")
  void workNeverRunsOnTheCommonPool() throws Exception {
    List<String> names = java.util.Collections.synchronizedList(new ArrayList<>());
    List<ClassLoader> loaders = java.util.Collections.synchronizedList(new ArrayList<>());
    try (ConfidentialClient client =
        ConfidentialClient.builder(
                "app",
                context -> {
                  names.add(Thread.currentThread().getName());
                  loaders.add(Thread.currentThread().getContextClassLoader());
                  return dev.latchkey.application.request.AppToken.of(
                      dev.latchkey.domain.credential.Secret.of("x"), Duration.ofHours(1));
                })
            .classLoader(getClass().getClassLoader())
            .build()) {
      client.async(c -> c.acquireForClient(REQUEST)).get(30, TimeUnit.SECONDS);
    }
    assertThat(names).allMatch(name -> name.startsWith("latchkey-flight-"));
    assertThat(loaders).containsOnly(getClass().getClassLoader());
  }

  @Test
  @Tag("W-46")
  void everyCallCanBeMadeBothWays() throws Exception {
    try (ConfidentialClient client = house.client().build()) {
      TokenResult blocking = client.acquireForClient(REQUEST);
      TokenResult async = client.async(c -> c.acquireForClient(REQUEST)).get(30, TimeUnit.SECONDS);
      assertThat(async).isEqualTo(client.acquireForClient(REQUEST));
      assertThat(async.accessToken()).isEqualTo(blocking.accessToken());
      assertThat(client.async(c -> c.acquireForClient(REQUEST.tenant("x.example"))))
          .succeedsWithin(Duration.ofSeconds(30));
      house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_client", "x"));
      assertThat(client.async(c -> c.acquireForClient(REQUEST.forceRefresh(true))))
          .failsWithin(Duration.ofSeconds(30))
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(ServiceException.class);
    }
  }

  @Test
  void aClosedClientSaysSo() {
    ConfidentialClient client = house.client().build();
    client.close();
    client.close();
    assertThatThrownBy(() -> client.acquireForClient(REQUEST))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}

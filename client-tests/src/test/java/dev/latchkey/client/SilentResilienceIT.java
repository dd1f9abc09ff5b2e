package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Silent calls when the service fails, when many ask at once, and when time jumps. */
class SilentResilienceIT {

  private final People people = new People();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Thread> callers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<TokenEvent> background = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    threads.shutdownNow();
    people.close();
  }

  private PublicClient client() {
    return people
        .client()
        .resilience(ResiliencePolicy.bare().throttle(ThrottlePolicy.none()))
        .eventSink(
            event -> {
              if (event.background()) {
                background.add(event);
              }
            })
        .build();
  }

  private void application(UnaryOperator<SandboxApplication.Builder> change) {
    people.house.sandbox.applications().change(House.CLIENT_ID, change);
  }

  private void serviceIsDown() {
    people.house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.status(503));
  }

  private static String secret(TokenResult result) {
    return result.accessToken().reveal();
  }

  private List<Future<TokenResult>> callers(
      int count, UserClient client, List<SilentRequest> requests) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(count);
    List<Future<TokenResult>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SilentRequest request = requests.get(i % requests.size());
      calls.add(
          threads.submit(
              () -> {
                callers.add(Thread.currentThread());
                ready.countDown();
                ready.await();
                return client.acquireSilently(request);
              }));
    }
    assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
    return calls;
  }

  private static boolean isWaitForFlight(StackTraceElement frame) {
    return frame.getClassName().equals("dev.latchkey.application.flight.Flight")
        && frame.getMethodName().equals("await");
  }

  // Nothing else tells from outside that somebody waits for a flight.
  private void awaitBoarded() {
    long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (Thread caller : callers) {
      while (Arrays.stream(caller.getStackTrace()).noneMatch(SilentResilienceIT::isWaitForFlight)) {
        assertThat(System.nanoTime()).as("not waiting yet").isLessThan(patience);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Tag("W-11")
  void aStaleTokenIsServedWhileTheServiceIsDownAndAskedForOnceInHalfAMinute() throws Exception {
    // L-06
    application(it -> it.tokenLifetime(Duration.ofHours(2)).refreshIn(Duration.ofHours(1)));
    try (PublicClient client = client()) {
      SilentRequest request = People.silent(people.mira(client));
      String token = secret(client.acquireSilently(request));
      people.time.advance(Duration.ofMinutes(70));
      serviceIsDown();
      for (int i = 0; i < 20; i++) {
        assertThat(secret(client.acquireSilently(request))).isEqualTo(token);
      }
      TokenEvent failed = background.poll(20, TimeUnit.SECONDS);
      assertThat(failed).isNotNull();
      assertThat(failed.outcome()).isEqualTo(TokenEvent.Outcome.FAILURE);
      assertThat(failed.refreshReason()).isEqualTo(RefreshReason.PROACTIVE);
      assertThat(secret(client.acquireSilently(request))).isEqualTo(token);
      assertThat(people.house.tokenCount()).isEqualTo(1);

      people.house.sandbox.faults().clear();
      // The failure is told a moment before its flight lands, and whoever comes between joins it.
      TokenEvent done = null;
      for (int i = 0; i < 20 && done == null; i++) {
        people.time.advance(Duration.ofSeconds(31));
        client.acquireSilently(request);
        done = background.poll(1, TimeUnit.SECONDS);
      }
      assertThat(done).isNotNull();
      assertThat(done.outcome()).isEqualTo(TokenEvent.Outcome.SUCCESS);
      assertThat(secret(client.acquireSilently(request))).isNotEqualTo(token);
      assertThat(people.house.tokenCount()).isEqualTo(2);
    }
  }

  @Test
  void anExpiredTokenIsNotServedWhileTheServiceIsDown() {
    application(it -> it.extendedLifetime(Duration.ofHours(5)));
    try (PublicClient client = client()) {
      SilentRequest request = People.silent(people.mira(client));
      people.time.advance(Duration.ofHours(2));
      serviceIsDown();
      assertThatThrownBy(() -> client.acquireSilently(request))
          .isInstanceOf(ServiceException.class);
      // It is no question of signing in, so this variant tells it, too.
      assertThatThrownBy(() -> client.findSilently(request)).isInstanceOf(ServiceException.class);
    }
  }

  @Test
  @Tag("W-11")
  void anExpiredTokenIsServedInAnOutageUpToItsExtendedEndToThoseWhoOptedIn() {
    application(it -> it.extendedLifetime(Duration.ofHours(5)));
    try (PublicClient client =
        people.client().retry(RetryPolicy.none()).extendedLifetime(true).build()) {
      Account account = people.mira(client);
      SilentRequest request = People.silent(account);
      String token = secret(client.acquireSilently(request));
      people.time.advance(Duration.ofHours(2));
      serviceIsDown();
      TokenResult served = client.acquireSilently(request);
      assertThat(secret(served)).isEqualTo(token);
      assertThat(served.source()).isEqualTo(TokenSource.CACHE);
      assertThat(served.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
      assertThat(served.expiresAt()).isBefore(people.time.instant());
      assertThatThrownBy(() -> client.acquireSilently(request.forceRefresh(true)))
          .isInstanceOf(ServiceException.class);
      people.time.advance(Duration.ofHours(3));
      assertThatThrownBy(() -> client.acquireSilently(request))
          .isInstanceOf(ServiceException.class);
      people.house.sandbox.faults().clear();
      people.time.advance(Duration.ofMinutes(1));
      assertThat(secret(client.acquireSilently(request))).isNotEqualTo(token);
    }
  }

  @Test
  void aRefusalIsNoOutage() {
    application(it -> it.extendedLifetime(Duration.ofHours(5)));
    try (PublicClient client =
        people.client().retry(RetryPolicy.none()).extendedLifetime(true).build()) {
      SilentRequest request = People.silent(people.mira(client));
      client.acquireSilently(request);
      people.time.advance(Duration.ofHours(2));
      people
          .house
          .sandbox
          .faults()
          .on(EndpointKind.TOKEN)
          .always(Fault.oauthError("invalid_grant", "revoked"));
      assertThatThrownBy(() -> client.acquireSilently(request))
          .isInstanceOf(InteractionRequiredException.class);
    }
  }

  @Test
  @Tag("W-44")
  void aThousandCallersMakeOneRequest() throws Exception {
    try (PublicClient client = client()) {
      SilentRequest request = People.silent(people.mira(client));
      people.time.advance(Duration.ofHours(2));
      try (HeldRequests held = people.house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
        List<Future<TokenResult>> calls = callers(1000, client, List.of(request));
        assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
        held.release();
        Set<String> tokens = new HashSet<>();
        for (Future<TokenResult> call : calls) {
          tokens.add(secret(call.get(30, TimeUnit.SECONDS)));
        }
        assertThat(tokens).hasSize(1);
      }
      assertThat(people.house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void whoBeganAFlightMayLeaveItAndTheOthersStillGetTheirToken() throws Exception {
    // L-05
    try (PublicClient client = client()) {
      SilentRequest request = People.silent(people.mira(client));
      people.time.advance(Duration.ofHours(2));
      try (HeldRequests held = people.house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
        Cancellation giveUp = Cancellation.create();
        Future<TokenResult> leader = threads.submit(() -> client.acquireSilently(request, giveUp));
        assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
        List<Future<TokenResult>> others = callers(10, client, List.of(request));
        awaitBoarded();
        giveUp.cancel();
        assertThatThrownBy(() -> leader.get(30, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CancelledException.class);
        held.release();
        for (Future<TokenResult> other : others) {
          assertThat(other.get(30, TimeUnit.SECONDS).hasAccessToken()).isTrue();
        }
      }
      assertThat(people.house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void whatWasSentIsKeptThoughNobodyWaitsAnyMore() throws Exception {
    try (PublicClient client = client()) {
      Account account = people.mira(client);
      String before = secret(client.acquireSilently(People.silent(account)));
      SilentRequest forced = People.silent(account).forceRefresh(true);
      try (HeldRequests held = people.house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
        Cancellation giveUp = Cancellation.create();
        Future<TokenResult> caller = threads.submit(() -> client.acquireSilently(forced, giveUp));
        assertThat(held.awaitArrived(1, Duration.ofSeconds(30))).isTrue();
        giveUp.cancel();
        assertThatThrownBy(() -> caller.get(30, TimeUnit.SECONDS))
            .hasCauseInstanceOf(CancelledException.class);
        held.release();
      }
      long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (secret(client.acquireSilently(People.silent(account))).equals(before)) {
        assertThat(System.nanoTime()).as("still the old token").isLessThan(patience);
        Thread.onSpinWait();
      }
      assertThat(people.house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void afterAMachineSleptTheFirstCallRefreshesOnce() throws Exception {
    // L-12
    try (PublicClient client = client()) {
      SilentRequest request = People.silent(people.mira(client));
      people.time.sleepMachine(Duration.ofHours(2));
      for (Future<TokenResult> call : callers(50, client, List.of(request))) {
        assertThat(call.get(30, TimeUnit.SECONDS).hasAccessToken()).isTrue();
      }
      assertThat(people.house.tokenCount()).isEqualTo(1);
    }
  }

  @Test
  void aServiceThatTakesReuseForTheftLosesNobody() throws Exception {
    // C-07, within one process: the sandbox's realm revokes everything when a token comes again.
    try (PublicClient client = people.client().authority(people.realm()).build()) {
      Account account =
          client
              .importRefreshToken(
                  RefreshTokenRequest.of(List.of(), people.realmRefreshToken(People.MIRA)))
              .account()
              .orElseThrow();
      List<SilentRequest> wishes =
          List.of(
              SilentRequest.of(List.of(), account).forceRefresh(true),
              SilentRequest.of(List.of("User.Read"), account).forceRefresh(true),
              SilentRequest.of(List.of("Mail.Read"), account).forceRefresh(true));
      for (int round = 0; round < 10; round++) {
        for (Future<TokenResult> call : callers(6, client, wishes)) {
          assertThat(call.get(30, TimeUnit.SECONDS).hasAccessToken()).isTrue();
        }
      }
      assertThat(people.house.tokenRequests())
          .extracting(it -> it.formParameter("refresh_token").orElseThrow())
          .doesNotHaveDuplicates();
    }
  }
}

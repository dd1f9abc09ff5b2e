package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.RefreshingProcess.Outcome;
import dev.latchkey.domain.account.Account;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients in processes of their own that keep tokens in one place, and what has to hold. */
final class SharedProcesses {

  private static final int HOUR = 3_600;

  private final SharedPlace place;
  private final int keyGenerations;

  /**
   * Names the place.
   *
   * @param place where they keep tokens
   * @param keyGenerations how many keys they encrypt with, one after the other; at most three
   */
  SharedProcesses(SharedPlace place, int keyGenerations) {
    this.place = place;
    this.keyGenerations = keyGenerations;
  }

  void assertOneRequest(int processes, int threads) throws Exception {
    try (RotatingAuthority authority = new RotatingAuthority(1, 0)) {
      signIn(authority, 1);
      // It is over before the first process is ready.
      authority.lifeSeconds(HOUR);
      int before = authority.requests();
      List<RefreshingProcess> all = started(authority, processes, threads, 1, false);
      try {
        for (RefreshingProcess process : all) {
          process.go();
        }
        for (RefreshingProcess process : all) {
          Outcome outcome = process.outcome();
          assertThat(outcome.failed()).as("%s", outcome.lines()).isZero();
          assertThat(outcome.good()).isEqualTo(threads);
        }
      } finally {
        all.forEach(RefreshingProcess::close);
      }
      assertThat(authority.requests() - before).isEqualTo(1);
    }
  }

  void assertNobodyIsLostToRotation(int processes, int threads, int calls) throws Exception {
    int people = 4;
    try (RotatingAuthority authority = new RotatingAuthority(HOUR, 0)) {
      signIn(authority, people);
      int before = authority.requests();
      List<RefreshingProcess> all = started(authority, processes, threads, calls, true);
      try {
        for (RefreshingProcess process : all) {
          process.go();
        }
        long longest = 0;
        for (RefreshingProcess process : all) {
          Outcome outcome = process.outcome();
          assertThat(outcome.failed()).as("%s", outcome.lines()).isZero();
          assertThat(outcome.good()).isEqualTo(threads * calls);
          assertThat(outcome.unstored()).isZero();
          longest = Math.max(longest, outcome.longestMillis());
        }
        System.out.printf(
            "rotations %d, refused %d, longest call %d ms%n",
            authority.requests() - before, authority.refusals(), longest);
      } finally {
        all.forEach(RefreshingProcess::close);
      }
      assertEverybodyIsThere(authority, people);
    }
  }

  void assertNobodyIsLostToKills(int processes, int threads, int kills) throws Exception {
    int people = 20;
    // Used for half its life, so that each is due about once a second.
    try (RotatingAuthority authority = new RotatingAuthority(2, 1)) {
      signIn(authority, people);
      int before = authority.requests();
      int calls = Math.toIntExact(TimeUnit.MINUTES.toMillis(10) / 50);
      Deque<RefreshingProcess> all =
          new ArrayDeque<>(started(authority, processes, threads, calls, false));
      try {
        for (RefreshingProcess process : all) {
          process.go();
        }
        for (int kill = 0; kill < kills; kill++) {
          awaitRequests(authority, Duration.ofSeconds(1));
          all.removeFirst().kill();
          RefreshingProcess fresh =
              new RefreshingProcess(place, authority, threads, calls, false, keyGenerations);
          all.addLast(fresh);
          fresh.awaitReady();
          fresh.go();
        }
        awaitRequests(authority, Duration.ofSeconds(1));
        for (RefreshingProcess process : all) {
          process.kill();
        }
        System.out.printf(
            "kills %d, refreshes %d, refused %d%n",
            kills + processes, authority.requests() - before, authority.refusals());
      } finally {
        all.forEach(RefreshingProcess::close);
      }
      assertEverybodyIsThere(authority, people);
    }
  }

  /** Lets them work for a while, and waits until they do: a lock that nobody frees would show. */
  private static void awaitRequests(RotatingAuthority authority, Duration atLeast)
      throws InterruptedException {
    int before = authority.requests();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < atLeast.toNanos() || authority.requests() == before) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
      assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private void signIn(RotatingAuthority authority, int people) {
    try (SharedPlace.Opened opened = place.open();
        PublicClient client =
            RefreshingProcess.client(
                authority.port(), opened.store(), RefreshingProcess.keys(keyGenerations))) {
      RefreshingProcess.signIn(client, people);
    }
  }

  private List<RefreshingProcess> started(
      RotatingAuthority authority, int processes, int threads, int calls, boolean forced)
      throws IOException {
    List<RefreshingProcess> all = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      all.add(
          new RefreshingProcess(place, authority, threads, calls, forced, 1 + i % keyGenerations));
    }
    for (RefreshingProcess process : all) {
      process.awaitReady();
    }
    return all;
  }

  /** What is in the file now has to be good at the authority, for each of them. */
  private void assertEverybodyIsThere(RotatingAuthority authority, int people) {
    try (SharedPlace.Opened opened = place.open();
        PublicClient client =
            RefreshingProcess.client(
                authority.port(), opened.store(), RefreshingProcess.keys(keyGenerations))) {
      List<Account> accounts = RefreshingProcess.people(client);
      assertThat(accounts).hasSize(people);
      int refusals = authority.refusals();
      for (Account account : accounts) {
        String token =
            client
                .acquireSilently(
                    SilentRequest.of(RefreshingProcess.SCOPES, account).forceRefresh(true))
                .accessToken()
                .reveal();
        String uid = account.homeAccountId().value();
        int person = Integer.parseInt(uid.substring(uid.indexOf('.') - 12, uid.indexOf('.')));
        assertThat(token).startsWith("AT-" + person + "-");
      }
      assertThat(authority.refusals()).isEqualTo(refusals);
    }
  }
}

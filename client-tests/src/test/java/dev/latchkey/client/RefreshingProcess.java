package dev.latchkey.client;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;

/**
 * A process whose threads ask for tokens of people again and again, over a cache that others use,
 * too. Arguments: place, port of the authority, threads, calls of each thread, whether each call
 * asks for a new token, and with which key it encrypts. It says "ready", waits for a line, and says
 * in the end how many calls went well, how many failed, how many were not stored, and the longest
 * time of one.
 */
final class RefreshingProcess implements AutoCloseable {

  static final List<String> SCOPES = List.of("User.Read");

  private final Process process;
  private final BufferedReader output;

  RefreshingProcess(
      SharedPlace place,
      RotatingAuthority authority,
      int threads,
      int calls,
      boolean forced,
      int keyGeneration)
      throws IOException {
    process =
        OwnProcess.start(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"),
            RefreshingProcess.class,
            place.name(),
            authority.port(),
            threads,
            calls,
            forced,
            keyGeneration);
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  void awaitReady() throws IOException {
    List<String> before = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      before.add(line);
    }
    throw new AssertionError("the process did not get ready: " + before);
  }

  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-KILL", Long.toString(process.pid())).start().waitFor();
    process.waitFor();
  }

  /** Waits for its end, and tells what it said last. */
  Outcome outcome() throws IOException, InterruptedException {
    List<String> lines = output.lines().toList();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("the process ended with " + process + " and said " + lines);
    }
    String[] words = lines.get(lines.size() - 1).split(" ", -1);
    return new Outcome(
        Integer.parseInt(words[0]),
        Integer.parseInt(words[1]),
        Integer.parseInt(words[2]),
        Long.parseLong(words[3]),
        lines);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** How its calls went. */
  record Outcome(int good, int failed, int unstored, long longestMillis, List<String> lines) {}

  static PublicClient client(int port, TokenCacheStore store, CacheKeySource keys) {
    return PublicClient.builder(Answers.CLIENT)
        .authority(Answers.ENTRA)
        .http(RotatingAuthority.transport(port))
        .resilience(ResiliencePolicy.standard().throttle(ThrottlePolicy.none()))
        .tokenCacheStore(store, CacheProtection.encrypted(keys))
        .build();
  }

  /** Reads what was encrypted with any of three keys, and writes with one of them. */
  static CacheKeySource keys(int generation) {
    return new CacheKeySource() {
      @Override
      public CacheKey primary() {
        return key(generation);
      }

      @Override
      public Optional<CacheKey> byId(String id) {
        return IntStream.rangeClosed(1, 3)
            .mapToObj(RefreshingProcess::key)
            .filter(it -> it.id().equals(id))
            .findFirst();
      }
    };
  }

  static CacheKey key(int generation) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) generation);
    return CacheKey.of("k" + generation, new SecretKeySpec(bytes, "AES"));
  }

  /** Signs people in, so that a cache has them. */
  static void signIn(PublicClient client, int people) {
    for (int person = 0; person < people; person++) {
      client.importRefreshToken(
          RefreshTokenRequest.of(SCOPES, Secret.of(RotatingAuthority.refreshToken(person, 0))));
    }
  }

  static List<Account> people(PublicClient client) {
    return client.accounts().stream()
        .sorted(Comparator.comparing(it -> it.homeAccountId().value()))
        .toList();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int threads = Integer.parseInt(arguments[2]);
    int calls = Integer.parseInt(arguments[3]);
    boolean forced = Boolean.parseBoolean(arguments[4]);
    AtomicInteger good = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger unstored = new AtomicInteger();
    AtomicInteger longest = new AtomicInteger();
    try (SharedPlace.Opened opened = new SharedPlace(arguments[0]).open();
        PublicClient client =
            client(
                Integer.parseInt(arguments[1]),
                opened.store(),
                keys(Integer.parseInt(arguments[5])))) {
      List<Account> people = people(client);
      say("ready");
      if (System.in.read() < 0) {
        throw new UncheckedIOException(new IOException("nobody said go"));
      }
      List<Thread> all = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < calls; i++) {
                    long begin = System.nanoTime();
                    try {
                      TokenResult result =
                          client.acquireSilently(
                              SilentRequest.of(SCOPES, people.get((first + i) % people.size()))
                                  .forceRefresh(forced));
                      good.incrementAndGet();
                      if (!result.stored()) {
                        unstored.incrementAndGet();
                      }
                    } catch (TokenException e) {
                      failed.incrementAndGet();
                      say("failed: " + e);
                    }
                    longest.accumulateAndGet(
                        (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), Math::max);
                    if (!forced) {
                      pause();
                    }
                  }
                });
        all.add(thread);
        thread.start();
      }
      for (Thread thread : all) {
        thread.join();
      }
    }
    say(good + " " + failed + " " + unstored + " " + longest);
  }

  // People, too, do something with a token before they ask for it again.
  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      if (never) {
        throw new AssertionError();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Looks at what is left in this process of clients that were closed, or of calls that were
 * answered, and fails if it is too much.
 *
 * <p>Arguments: {@code closed}, how many before and how many then; or {@code answered}, seconds
 * before, seconds then, and how many bytes may be left.
 */
final class ManyClients {

  private static final int LIFE_SECONDS = 10;

  private final AtomicInteger answers = new AtomicInteger();
  private final HttpTransport endpoint =
      (request, deadline, cancellation) ->
          HttpResponse.of(
              200,
              HttpHeaders.none().with("content-type", "application/json"),
              (request.uri().getPath().contains("openid-configuration")
                      ? RotatingAuthority.METADATA
                      : "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"AT-%d\"}"
                          .formatted(LIFE_SECONDS, answers.incrementAndGet()))
                  .getBytes(StandardCharsets.UTF_8));

  private ConfidentialClient client() {
    return ConfidentialClient.builder(Answers.CLIENT, ClientCredential.secret("s"))
        .authority(Answers.ENTRA)
        .http(endpoint)
        .build();
  }

  private ManyClients() {}

  public static void main(String[] arguments) throws Exception {
    ManyClients clients = new ManyClients();
    int first = Integer.parseInt(arguments[1]);
    int then = Integer.parseInt(arguments[2]);
    if (arguments[0].equals("closed")) {
      clients.openAndClose(first);
      clients.assertNothingIsLeft(then);
      System.out.println("closed " + then);
    } else {
      clients.assertSteady(
          Duration.ofSeconds(first), Duration.ofSeconds(then), Long.parseLong(arguments[3]));
    }
  }

  private void assertNothingIsLeft(int clients) throws Exception {
    int threads = threads();
    long handles = handles();
    long classes = metaspace();
    openAndClose(clients);
    awaitAtMost(threads);
    assertThat(handles()).isLessThanOrEqualTo(handles + 2);
    // Compiling what is used often takes some, once.
    assertThat(metaspace()).isLessThan(classes + (2 << 20));
  }

  private void openAndClose(int clients) {
    for (int i = 0; i < clients; i++) {
      try (ConfidentialClient client = client()) {
        assertThat(client.acquireForClient(ClientRequest.of(Answers.GRAPH)).httpCalls())
            .isPositive();
      }
    }
  }

  private void assertSteady(Duration warmUp, Duration time, long mostBytes) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong calls = new AtomicLong();
    try (ConfidentialClient client = client()) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        ClientRequest request = ClientRequest.of("https://api-" + i + ".example/.default");
        Thread caller =
            new Thread(
                () -> {
                  while (!over.get()) {
                    assertThat(client.acquireForClient(request).hasAccessToken()).isTrue();
                    calls.incrementAndGet();
                    pause(10);
                  }
                });
        callers.add(caller);
        caller.start();
      }
      pause(warmUp.toMillis());
      // First, as in the end: what is collected may have handles.
      long heap = heap();
      int threads = threads();
      long handles = handles();
      long before = calls.get();
      long begin = System.nanoTime();
      pause(time.toMillis());
      double seconds = (System.nanoTime() - begin) / 1e9;
      double rate = (calls.get() - before) / seconds;
      long growth = heap() - heap;
      assertThat(threads()).isBetween(threads - 2, threads + 2);
      assertThat(handles()).isBetween(handles - 2, handles + 2);
      assertThat(growth).isLessThan(mostBytes);
      assertThat(rate).isGreaterThan(50);
      System.out.printf(
          "%.0f calls a second for %.0f s, %d requests, heap grew by %d bytes%n",
          rate, seconds, answers.get(), growth);
      over.set(true);
      for (Thread caller : callers) {
        caller.join(10_000);
      }
    } finally {
      over.set(true);
    }
  }

  private static void pause(long millis) {
    try {
      assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static void awaitAtMost(int threads) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (threads() > threads && System.nanoTime() < end) {
      pause(50);
    }
    assertThat(threads()).isLessThanOrEqualTo(threads);
  }

  private static long handles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals("Metaspace"))
        .map(MemoryPoolMXBean::getUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}

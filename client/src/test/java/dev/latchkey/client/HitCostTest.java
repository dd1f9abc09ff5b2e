package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.system.RandomSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a hit must not do, told by counting and not by the clock; the clock is the benchmarks'. */
class HitCostTest {

  private final AtomicInteger drawn = new AtomicInteger();

  private ConfidentialClient client() {
    RandomSource machine = RandomSource.system();
    return ConfidentialClient.builder(
            "app", context -> AppToken.of(Secret.of("x".repeat(1500)), Duration.ofHours(1)))
        .randomSource(
            count -> {
              drawn.incrementAndGet();
              return machine.bytes(count);
            })
        .build();
  }

  private static long bytesPerHit(ConfidentialClient client, ClientRequest request) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    for (int i = 0; i < 20_000; i++) {
      client.acquireForClient(request);
    }
    long before = threads.getThreadAllocatedBytes(me);
    for (int i = 0; i < 20_000; i++) {
      client.acquireForClient(request);
    }
    return (threads.getThreadAllocatedBytes(me) - before) / 20_000;
  }

  @Test
  @Tag("W-40")
  void aHitInAFullCacheAllocatesAsLittleAsInAnEmptyOne() {
    try (ConfidentialClient client = client()) {
      for (int tenant = 0; tenant < 20; tenant++) {
        for (int resource = 0; resource < 100; resource++) {
          client.acquireForClient(
              ClientRequest.of("r" + resource + "/.default").tenant("t" + tenant + ".example"));
        }
      }
      // A scan of two thousand entries cannot hide in so few bytes.
      assertThat(bytesPerHit(client, ClientRequest.of("r7/.default").tenant("t3.example")))
          .isLessThanOrEqualTo(200);
    }
  }

  @Test
  @Tag("W-41")
  void aHitMakesNoIdNoHeadersAndNoRequestContext() {
    try (ConfidentialClient client = client()) {
      ClientRequest request = ClientRequest.of("r/.default");
      client.acquireForClient(request);
      int before = drawn.get();
      assertThat(bytesPerHit(client, request)).isLessThanOrEqualTo(200);
      assertThat(drawn).as("randomness drawn").hasValue(before);
    }
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
    return bytesPerHit(() -> client.acquireForClient(request));
  }

  private static long bytesPerHit(Runnable hit) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    for (int i = 0; i < 20_000; i++) {
      hit.run();
    }
    long before = threads.getThreadAllocatedBytes(me);
    for (int i = 0; i < 20_000; i++) {
      hit.run();
    }
    return (threads.getThreadAllocatedBytes(me) - before) / 20_000;
  }

  @Test
  @Tag("W-40")
  void aSilentHitAmongManyPeopleAllocatesNextToNothing() {
    AtomicInteger people = new AtomicInteger();
    try (PublicClient client =
        PublicClient.builder("app")
            .authority(Authority.parse("https://login.microsoftonline.com/utid"))
            .http((request, deadline, cancellation) -> answer(request, people))
            .build()) {
      for (int i = 0; i < 500; i++) {
        client.importRefreshToken(RefreshTokenRequest.of(List.of("User.Read"), Secret.of("r" + i)));
      }
      assertThat(client.accounts()).hasSize(500);
      SilentRequest home = SilentRequest.of(List.of("User.Read"), client.accounts().get(250));
      SilentRequest named = home.tenant("utid");
      int before = people.get();
      assertThat(bytesPerHit(() -> client.acquireSilently(home))).isLessThanOrEqualTo(200);
      assertThat(bytesPerHit(() -> client.acquireSilently(named))).isLessThanOrEqualTo(200);
      assertThat(people).as("requests sent").hasValue(before);
    }
  }

  private static HttpResponse answer(HttpRequest request, AtomicInteger people) {
    String base = "https://login.microsoftonline.com/utid";
    String info = "{\"uid\":\"person" + people.incrementAndGet() + "\",\"utid\":\"utid\"}";
    String body =
        request.uri().getPath().endsWith("openid-configuration")
            ? "{\"issuer\":\"" + base + "\",\"token_endpoint\":\"" + base + "/token\"}"
            : "{\"access_token\":\""
                + "x".repeat(1500)
                + "\",\"expires_in\":3600,\"client_info\":\""
                + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(info.getBytes(StandardCharsets.UTF_8))
                + "\"}";
    return HttpResponse.of(200, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
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

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A caller that looked before another's flight landed, and comes to the gate after. */
class LateCallerTest {

  private static final ClientRequest REQUEST = ClientRequest.of("api://orders/.default");

  @Test
  void takesWhatTheOtherFlightBrought() {
    AtomicInteger asked = new AtomicInteger();
    AppTokenProvider provider =
        context -> AppToken.of(Secret.of("token " + asked.incrementAndGet()), Duration.ofHours(1));
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    try (ConfidentialClient client =
        ConfidentialClient.builder("client", provider)
            .timeSource(new InterruptedTime(meanwhile))
            .build()) {
      // A caller that found nothing reads the clock before it joins a flight: just then another
      // caller's whole call goes by.
      meanwhile.set(() -> client.acquireForClient(REQUEST));

      TokenResult late = client.acquireForClient(REQUEST);

      assertThat(asked).hasValue(1);
      assertThat(late.accessToken().reveal()).isEqualTo("token 1");
    }
  }

  /** Lets something else happen at the first reading of the monotonic clock. */
  private static final class InterruptedTime implements TimeSource {
    private final TimeSource clocks = new ManualTimeSource();
    private final AtomicReference<Runnable> once;

    InterruptedTime(AtomicReference<Runnable> once) {
      this.once = once;
    }

    @Override
    public long nanoTime() {
      once.getAndSet(() -> {}).run();
      return clocks.nanoTime();
    }

    @Override
    public Instant instant() {
      return clocks.instant();
    }

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      clocks.sleep(duration, cancellation);
    }
  }
}

package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {

  /** Tells when something was shown twice. */
  private static final class Seen extends ByteArrayOutputStream {

    private final CountDownLatch twice = new CountDownLatch(2);

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      twice.countDown();
    }

    boolean await() {
      try {
        return twice.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aScreenShowsTheSecondsAndForgetsThem() {
    Seen seen = new Seen();
    Screen screen = new Screen(seen, true, () -> 80);

    boolean shown =
        Patience.during(screen, "waiting for a token", Duration.ofSeconds(30), seen::await);

    assertThat(shown).isTrue();
    assertThat(seen.toString(StandardCharsets.UTF_8))
        .contains("waiting for a token, 1 s of at most 30 s", "waiting for a token, 2 s")
        .doesNotContain("\n")
        .endsWith("\r\u001b[K");
  }

  @Test
  void aLogHearsNothingOfAPersonWhoTakesTime() {
    StringWriter log = new StringWriter();

    assertThat(Patience.forPerson(new PrintWriter(log), "waiting for you", () -> 7)).isEqualTo(7);
    assertThat(log.toString()).isEmpty();
  }
}

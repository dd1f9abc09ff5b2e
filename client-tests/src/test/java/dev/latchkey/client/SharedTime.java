package dev.latchkey.client;

import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One time for client and sandbox: when the client waits, the sandbox's clock moves too. */
final class SharedTime implements TimeSource {

  final SandboxClock clock = SandboxClock.at(ManualTimeSource.START);
  private final ManualTimeSource time = new ManualTimeSource();
  private volatile Runnable onSleep = () -> {};

  /** Does something each time that the client has waited. */
  void onSleep(Runnable action) {
    onSleep = action;
  }

  void advance(Duration duration) {
    time.advance(duration);
    clock.advance(duration);
  }

  List<Duration> sleeps() {
    return time.sleeps();
  }

  @Override
  public Instant instant() {
    return time.instant();
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    int before = time.sleeps().size();
    time.sleep(duration, cancellation);
    if (time.sleeps().size() > before) {
      clock.advance(duration);
      onSleep.run();
    }
  }
}

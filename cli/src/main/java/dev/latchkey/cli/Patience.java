package dev.latchkey.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says that a call takes long while it does, so that nobody takes it for dead. */
final class Patience {

  private static final Duration PERIOD = Duration.ofSeconds(3);

  private Patience() {}

  static <T> T during(PrintWriter err, String what, Duration limit, Supplier<T> call) {
    ScheduledExecutorService speaker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "latchkey-patience");
              thread.setDaemon(true);
              return thread;
            });
    long begin = System.nanoTime();
    ScheduledFuture<?> unused =
        speaker.scheduleAtFixedRate(
            () -> speak(err, what, Duration.ofNanos(System.nanoTime() - begin), limit),
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return call.get();
    } finally {
      speaker.shutdownNow();
    }
  }

  private static void speak(PrintWriter err, String what, Duration passed, Duration limit) {
    err.println(
        "still " + what + " (" + passed.toSeconds() + " s of at most " + limit.toSeconds() + " s)");
    err.flush();
  }
}

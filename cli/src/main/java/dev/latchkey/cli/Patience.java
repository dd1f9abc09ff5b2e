package dev.latchkey.cli;

import dev.latchkey.cli.text.Screen;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says that a call takes long while it does, so that nobody takes it for dead. */
final class Patience {

  private static final Duration ON_A_SCREEN = Duration.ofSeconds(1);
  private static final Duration IN_A_LOG = Duration.ofSeconds(3);

  private Patience() {}

  /** Waits for a machine: a screen shows the seconds, a log gets a line now and then. */
  static <T> T during(PrintWriter err, String what, Duration limit, Supplier<T> call) {
    String most = " of at most " + limit.toSeconds() + " s";
    return err instanceof Screen screen
        ? onScreen(screen, what, most, call)
        : telling(IN_A_LOG, passed -> speak(err, what, passed.toSeconds() + " s" + most), call);
  }

  /** Waits for a person, who was told what to do: a screen shows the seconds, a log nothing. */
  static <T> T forPerson(PrintWriter err, String what, Supplier<T> call) {
    return err instanceof Screen screen ? onScreen(screen, what, "", call) : call.get();
  }

  private static <T> T onScreen(Screen screen, String what, String most, Supplier<T> call) {
    Thread atCancel =
        new Thread(
            () -> screen.println("latchkey: cancelled while " + what + "; nothing was kept"),
            "latchkey-cancelled");
    Runtime.getRuntime().addShutdownHook(atCancel);
    try {
      return telling(
          ON_A_SCREEN, passed -> screen.show(what + ", " + passed.toSeconds() + " s" + most), call);
    } finally {
      screen.clear();
      forget(atCancel);
    }
  }

  private static void forget(Thread atCancel) {
    try {
      Runtime.getRuntime().removeShutdownHook(atCancel);
    } catch (IllegalStateException ending) {
      // The thread speaks already.
    }
  }

  private static <T> T telling(Duration period, Consumer<Duration> teller, Supplier<T> call) {
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
            () -> teller.accept(Duration.ofNanos(System.nanoTime() - begin)),
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return call.get();
    } finally {
      speaker.shutdownNow();
    }
  }

  private static void speak(PrintWriter err, String what, String time) {
    err.println("still " + what + " (" + time + ")");
    err.flush();
  }
}

package dev.latchkey.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs what waits for a person while the test plays that person. */
final class Beside {

  private static final long SECONDS = 90;

  private Beside() {}

  /** Runs it on a thread of its own, which does not keep the JVM alive. */
  static <T> CompletableFuture<T> test(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Beside::run);
  }

  /**
   * Waits for what comes on the way to the end; that the end comes first is a failure.
   *
   * @param wanted what is waited for
   * @param end what would make waiting useless
   */
  static <T> T before(CompletableFuture<T> wanted, CompletableFuture<?> end) throws Exception {
    CompletableFuture<T> ended =
        end.thenApply(
            how -> {
              throw new AssertionError("it ended before: " + how);
            });
    return wanted.applyToEither(ended, it -> it).get(SECONDS, TimeUnit.SECONDS);
  }

  /** Does it on a thread of its own, which does not keep the JVM alive. */
  static void run(Runnable work) {
    Thread thread = new Thread(work, "beside-the-test");
    thread.setDaemon(true);
    thread.start();
  }
}

package dev.latchkey.client;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Calls that do not block, and calls that more than one cancellation ends. */
final class AsyncCalls {

  private AsyncCalls() {}

  /**
   * Calls a client without blocking: on this thread if the cache answers, else on the executor.
   *
   * @param <C> the client's type
   * @param <T> what the call returns
   * @param call calls the client it is given
   * @param bound the client, each of whose calls ends by a cancellation
   * @param executor runs what has to be sent
   * @return completes with the answer
   */
  static <C, T> CompletableFuture<T> run(
      Function<C, T> call, Function<Cancellation, C> bound, Executor executor) {
    Objects.requireNonNull(call, "call");
    Cancellation spent = Cancellation.create();
    spent.cancel();
    try {
      // With a spent cancellation only the cache can answer.
      return CompletableFuture.completedFuture(call.apply(bound.apply(spent)));
    } catch (CancelledException e) {
      return sent(call, bound, executor);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static <C, T> CompletableFuture<T> sent(
      Function<C, T> call, Function<Cancellation, C> bound, Executor executor) {
    Cancellation giveUp = Cancellation.create();
    CancellableFuture<T> future = new CancellableFuture<>(giveUp);
    executor.execute(
        () -> {
          try {
            future.complete(call.apply(bound.apply(giveUp)));
          } catch (Throwable t) {
            future.completeExceptionally(t);
          }
        });
    return future;
  }

  /** Calls with the caller's cancellation and, within {@code async}, the future's. */
  static <T> T withEither(Cancellation ours, Cancellation theirs, Function<Cancellation, T> call) {
    if (ours == Cancellation.none()) {
      return call.apply(theirs);
    }
    Cancellation either = Cancellation.create();
    Cancellation.Registration one = ours.onCancel(either::cancel);
    Cancellation.Registration other = theirs.onCancel(either::cancel);
    try {
      return call.apply(either);
    } finally {
      one.close();
      other.close();
    }
  }
}

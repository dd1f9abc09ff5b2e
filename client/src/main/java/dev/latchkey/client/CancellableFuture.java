package dev.latchkey.client;

import dev.latchkey.spi.time.Cancellation;
import java.util.concurrent.CompletableFuture;

/** A future whose cancellation reaches the call behind it. */
final class CancellableFuture<T> extends CompletableFuture<T> {

  private final Cancellation call;

  CancellableFuture(Cancellation call) {
    this.call = call;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      call.cancel();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CancellableFuture<>(call);
  }
}

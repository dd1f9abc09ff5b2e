package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for a lock by asking again and again; remembers what is held, so that a store can close.
 */
final class PolledLock implements StoreLock {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final StoreGate gate;
  private final Attempt attempt;
  private final Set<Held> holds = ConcurrentHashMap.newKeySet();

  PolledLock(StoreGate gate, Attempt attempt) {
    this.gate = gate;
    this.attempt = attempt;
  }

  @Override
  public Optional<Held> acquire(
      StoreKey partition, Duration lease, Deadline deadline, Cancellation cancellation) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(cancellation, "cancellation");
    StoreGate.requirePositive(lease, "lease");
    while (true) {
      cancellation.throwIfCancelled();
      gate.requireOpen();
      Optional<Held> held = attempt.tryAcquire(partition, lease).map(this::remembered);
      if (held.isPresent() || deadline.hasPassed()) {
        return held;
      }
      Duration left = deadline.remaining();
      TimeSource.system().sleep(PAUSE.compareTo(left) < 0 ? PAUSE : left, cancellation);
    }
  }

  void letGoOfAll() {
    holds.forEach(Held::close);
  }

  private Held remembered(Held held) {
    holds.add(held);
    return () -> {
      holds.remove(held);
      held.close();
    };
  }

  /** One attempt, which does not wait. */
  interface Attempt {
    Optional<Held> tryAcquire(StoreKey partition, Duration lease);
  }
}

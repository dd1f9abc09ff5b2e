package dev.latchkey.client.internal;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a thing when it is first asked for, and keeps it. A failure is not kept.
 *
 * @param <T> the thing
 */
final class Once<T> implements Supplier<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<T> maker;
  private volatile @Nullable T made;

  Once(Supplier<T> maker) {
    this.maker = Objects.requireNonNull(maker, "maker");
  }

  @Override
  public T get() {
    T known = made;
    return known == null ? make() : known;
  }

  private T make() {
    lock.lock();
    try {
      T known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}

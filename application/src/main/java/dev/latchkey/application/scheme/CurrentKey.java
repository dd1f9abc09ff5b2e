package dev.latchkey.application.scheme;

import dev.latchkey.application.credential.KeyOpener;
import dev.latchkey.application.credential.OpenKey;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.RotatingKeySource;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.crypto.ProofKeys;
import dev.latchkey.spi.time.TimeSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of one scheme as it is now: made or opened when first needed, and replaced in time. */
final class CurrentKey {

  private final SigningKeys keys;
  private final KeyOpener opener;
  private final ProofKeys proofKeys;
  private final TimeSource time;
  private final Function<ProofKey, KeyBinding> use;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Held held;

  CurrentKey(
      SigningKeys keys,
      KeyOpener opener,
      ProofKeys proofKeys,
      TimeSource time,
      Function<ProofKey, KeyBinding> use) {
    this.keys = keys;
    this.opener = opener;
    this.proofKeys = proofKeys;
    this.time = time;
    this.use = use;
  }

  /**
   * A key in use.
   *
   * @param opened what it was opened from, or null if it was made
   * @param since when it was made
   * @param binding the key
   */
  private record Held(@Nullable OpenKey opened, long since, KeyBinding binding) {}

  KeyBinding binding() {
    Held now = held;
    return now != null && isCurrent(now) ? now.binding() : renewed();
  }

  private boolean isCurrent(Held now) {
    if (keys.source().isPresent()) {
      return !(keys.source().get() instanceof RotatingKeySource);
    }
    return keys.lifetime().isEmpty()
        || time.nanoTime() - now.since() < keys.lifetime().get().toNanos();
  }

  // Whoever comes second finds the key that the first has made.
  private KeyBinding renewed() {
    lock.lock();
    try {
      Held now = held;
      if (now == null || !isCurrent(now)) {
        now = keys.source().isPresent() ? opened(keys.source().get(), now) : made();
        held = now;
      }
      return now.binding();
    } finally {
      lock.unlock();
    }
  }

  private Held made() {
    return new Held(null, time.nanoTime(), use.apply(proofKeys.generate(keys.algorithm())));
  }

  private Held opened(KeySource source, @Nullable Held before) {
    OpenKey key = opener.open(source, before == null ? null : before.opened());
    return before != null && before.opened() == key
        ? before
        : new Held(key, 0, use.apply(proofKeys.of(key.material(), keys.algorithm())));
  }
}

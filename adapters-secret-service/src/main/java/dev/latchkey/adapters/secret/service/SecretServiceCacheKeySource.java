package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keys in the keyring, asked for over a connection of each reading's own, and remembered a while.
 */
final class SecretServiceCacheKeySource implements CacheKeySource {

  private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();

  // Whoever has this name on the bus may make the first key; the others wait, and find it.
  private static final String TURN = "dev.latchkey.CacheKeys";
  private static final Duration TURN_LIMIT = Duration.ofSeconds(3);
  private static final Duration TURN_PAUSE = Duration.ofMillis(20);

  private final BusAddress address;
  private final String name;
  private final TimeSource time;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  SecretServiceCacheKeySource(BusAddress address, String name, TimeSource time) {
    this.address = address;
    this.name = name;
    this.time = time;
  }

  private record Known(List<CacheKey> keys, long readAt) {}

  @Override
  public CacheKey primary() {
    List<CacheKey> keys = remembered();
    if (keys.isEmpty()) {
      keys = read();
    }
    if (keys.isEmpty()) {
      keys = made();
    }
    return keys.get(0);
  }

  @Override
  public Optional<CacheKey> byId(String id) {
    Objects.requireNonNull(id, "key id");
    Optional<CacheKey> found = in(remembered(), id);
    return found.isPresent() ? found : in(read(), id);
  }

  private static Optional<CacheKey> in(List<CacheKey> keys, String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private List<CacheKey> remembered() {
    Known present = known.get();
    return present != null && time.nanoTime() - present.readAt < REMEMBERED_NANOS
        ? present.keys
        : List.of();
  }

  private List<CacheKey> read() {
    try (Bus bus = Bus.connect(address.text())) {
      return keys(keyring(bus));
    }
  }

  private Keyring keyring(Bus bus) {
    return new Keyring(bus, Session.open(bus), name);
  }

  private List<CacheKey> keys(Keyring keyring) {
    List<CacheKey> keys = new ArrayList<>();
    for (byte[] secret : keyring.secrets()) {
      keys.addAll(KeyLines.parse(secret));
    }
    known.set(keys.isEmpty() ? null : new Known(List.copyOf(keys), time.nanoTime()));
    return keys;
  }

  private List<CacheKey> made() {
    try (Bus bus = Bus.connect(address.text())) {
      awaitTurn(bus);
      Keyring keyring = keyring(bus);
      List<CacheKey> others = keys(keyring);
      if (!others.isEmpty()) {
        return others;
      }
      keyring.add(KeyLines.fresh());
      List<CacheKey> own = keys(keyring);
      if (own.isEmpty()) {
        throw new CacheException("the keyring took a key and does not give it back");
      }
      return own;
    }
  }

  // The turn ends with the connection, also if the process does.
  private void awaitTurn(Bus bus) {
    long begin = time.nanoTime();
    while (!bus.take(TURN)) {
      if (time.nanoTime() - begin > TURN_LIMIT.toNanos()) {
        throw new CacheException(
            "another process has been making the first cache key in the keyring for "
                + TURN_LIMIT.toSeconds()
                + " s");
      }
      pause();
    }
  }

  private void pause() {
    try {
      time.sleep(TURN_PAUSE, Cancellation.none());
    } catch (CancelledException e) {
      throw new CacheException(
          "interrupted while another process made the first cache key", FailureDetails.none(), e);
    }
  }

  /** {@return the name of the keys, never one of them} */
  @Override
  public String toString() {
    return "SecretServiceCacheKeySource[" + name + "]";
  }
}

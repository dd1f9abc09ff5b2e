package dev.latchkey.spi.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract bites: for an obligation that a store breaks, the test that says so fails. */
@Timeout(60)
class WrongStoresTest {

  static Stream<Arguments> breaches() {
    return Stream.of(
        breach(Overwrites.class, TokenCacheStoreContract.Present.class, "staleVersionConflicts"),
        breach(Overwrites.class, TokenCacheStoreContract.Absent.class, "isCreatedOnce"),
        breach(LooksThenWrites.class, TokenCacheStoreContract.Threads.class, "noUpdateIsLost"),
        breach(
            RemovesAnything.class,
            TokenCacheStoreContract.Present.class,
            "staleVersionRemovesNothing"),
        breach(VersionByLength.class, TokenCacheStoreContract.Present.class, "versionsDiffer"),
        breach(VersionLags.class, TokenCacheStoreContract.Present.class, "versionIsThatOfALoad"),
        breach(EmptyIsAbsent.class, TokenCacheStoreContract.Bytes.class, "areVerbatim"),
        breach(CutsLongBytes.class, TokenCacheStoreContract.Bytes.class, "areVerbatim"),
        breach(Prints.class, TokenCacheStoreContract.Bytes.class, "areNotPrinted"),
        breach(FoldsCase.class, TokenCacheStoreContract.Partitions.class, "areToldApart"),
        breach(TakesNoLifetime.class, TokenCacheStoreContract.Lifetime.class, "isPositive"),
        breach(ClearsInterrupt.class, TokenCacheStoreContract.Threads.class, "interruptsDoNoHarm"),
        breach(KeepsTheArray.class, TokenCacheStoreContract.Bytes.class, "areCopied"),
        breach(ThrowsItsOwn.class, TokenCacheStoreContract.Closed.class, "failsEveryCall"),
        breach(Remembers.class, TokenCacheStoreContract.Shared.class, "seesAcknowledgedWrites"),
        breach(Remembers.class, TokenCacheStoreContract.Shared.class, "conflictsWithOthers"),
        breach(DeletesAside.class, TokenCacheStoreContract.Unreadable.class, "isNotTakenForOthers"),
        breach(ListsTwice.class, TokenCacheStoreContract.Listing.class, "hasWhatExists"),
        breach(LocksForAll.class, TokenCacheStoreContract.Lock.class, "isNotReentrant"),
        breach(LocksForAll.class, TokenCacheStoreContract.Lock.class, "hasPositiveLease"),
        breach(LocksForAll.class, TokenCacheStoreContract.Lock.class, "isNotGivenToTheCancelled"),
        breach(NeverCloses.class, TokenCacheStoreContract.Closed.class, "failsEveryCall"),
        breach(ClosesOnce.class, TokenCacheStoreContract.Closed.class, "closesTwice"),
        breach(TakesNull.class, TokenCacheStoreContract.NullArguments.class, "isRejected"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("breaches")
  void wrongStoreFails(
      Class<? extends TokenCacheStoreContract> wrong, Class<?> group, String obligation) {
    assertThat(failures(wrong, group, obligation)).isEqualTo(1);
    assertThat(failures(right(group), group, obligation)).isZero();
  }

  private static Class<? extends TokenCacheStoreContract> right(Class<?> group) {
    if (group == TokenCacheStoreContract.Lock.class) {
      return RightLock.class;
    }
    return group == TokenCacheStoreContract.Shared.class ? RightShared.class : Right.class;
  }

  private static Arguments breach(
      Class<? extends TokenCacheStoreContract> wrong, Class<?> group, String obligation) {
    return Arguments.of(wrong, group, obligation);
  }

  private static long failures(Class<?> contract, Class<?> group, String test) {
    return InnerRun.failures(selectNestedMethod(List.of(contract), group, test));
  }

  static class Right extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new ThinMemoryStore();
    }
  }

  static class RightLock extends TokenCacheStoreContract {
    private final Semaphore permit = new Semaphore(1);

    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Optional<StoreLock> lock() {
          return Optional.of(RightLock.this::acquire);
        }
      };
    }

    private Optional<StoreLock.Held> acquire(
        StoreKey key, Duration lease, Deadline deadline, Cancellation cancellation) {
      StoreGate.requirePositive(lease, "lease");
      cancellation.throwIfCancelled();
      try {
        return permit.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
            ? Optional.of(permit::release)
            : Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  static class RightShared extends TokenCacheStoreContract {
    private final TokenCacheStore medium = new ThinMemoryStore();

    @Override
    protected TokenCacheStore open() {
      return new Wrapper(medium);
    }
  }

  static class Overwrites extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          return store.replace(key, store.load(key).version(), next, lifetime);
        }
      };
    }
  }

  static class LooksThenWrites extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          StoredPartition current = store.load(key);
          if (!current.version().equals(expected)) {
            return new Replaced.Conflict(current);
          }
          Thread.onSpinWait();
          Replaced replaced = store.replace(key, store.load(key).version(), next, lifetime);
          while (!(replaced instanceof Replaced.Done)) {
            replaced = store.replace(key, store.load(key).version(), next, lifetime);
          }
          return replaced;
        }
      };
    }
  }

  static class RemovesAnything extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Replaced remove(StoreKey key, Version expected) {
          return store.remove(key, store.load(key).version());
        }
      };
    }
  }

  static class VersionByLength extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public StoredPartition load(StoreKey key) {
          return shown(store.load(key));
        }

        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          StoredPartition current = store.load(key);
          if (!shown(current).version().equals(expected)) {
            return new Replaced.Conflict(shown(current));
          }
          store.replace(key, current.version(), next, lifetime);
          return new Replaced.Done(shown(store.load(key)).version());
        }

        private StoredPartition shown(StoredPartition stored) {
          byte[] bytes = stored.bytes();
          return stored.exists()
              ? StoredPartition.of(new Version("length-" + bytes.length), bytes)
              : stored;
        }
      };
    }
  }

  static class VersionLags extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        private Version remembered = Version.ABSENT;

        @Override
        public Version version(StoreKey key) {
          Version before = remembered;
          remembered = store.version(key);
          return before;
        }
      };
    }
  }

  static class EmptyIsAbsent extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public StoredPartition load(StoreKey key) {
          StoredPartition stored = store.load(key);
          return stored.bytes().length == 0 ? StoredPartition.absent() : stored;
        }
      };
    }
  }

  static class CutsLongBytes extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return changed(bytes -> bytes.length > 65_535 ? Arrays.copyOf(bytes, 65_535) : bytes);
    }
  }

  static class Prints extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public String toString() {
          try (Stream<StoreKey> keys = store.listing().orElseThrow().keys()) {
            return keys.map(key -> new String(store.load(key).bytes(), UTF_8)).toList().toString();
          }
        }
      };
    }
  }

  static class FoldsCase extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public StoredPartition load(StoreKey key) {
          return store.load(folded(key));
        }

        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          return store.replace(folded(key), expected, next, lifetime);
        }

        private StoreKey folded(StoreKey key) {
          return new StoreKey(key.value().toLowerCase(Locale.ROOT));
        }
      };
    }
  }

  static class TakesNoLifetime extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          return store.replace(key, expected, next, Duration.ofHours(1));
        }
      };
    }
  }

  static class ClearsInterrupt extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public StoredPartition load(StoreKey key) {
          if (Thread.interrupted()) {
            throw new CacheException("interrupted");
          }
          return store.load(key);
        }
      };
    }
  }

  static class DeletesAside extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public boolean moveAside(StoreKey key, Version expected) {
          return store.remove(key, store.load(key).version()) instanceof Replaced.Done;
        }
      };
    }
  }

  static class ListsTwice extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Optional<PartitionListing> listing() {
          PartitionListing once = store.listing().orElseThrow();
          return Optional.of(() -> Stream.concat(once.keys(), once.keys()));
        }
      };
    }
  }

  static class LocksForAll extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public Optional<StoreLock> lock() {
          return Optional.of((key, lease, deadline, cancellation) -> Optional.of(() -> {}));
        }
      };
    }
  }

  static class KeepsTheArray extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        private byte[] kept = new byte[0];

        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          kept = next;
          return store.replace(key, expected, next, lifetime);
        }

        @Override
        public StoredPartition load(StoreKey key) {
          StoredPartition stored = store.load(key);
          return stored.exists() ? StoredPartition.of(stored.version(), kept) : stored;
        }
      };
    }
  }

  static class ThrowsItsOwn extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        private boolean closed;

        @Override
        public StoredPartition load(StoreKey key) {
          if (closed) {
            throw new IllegalStateException("pool is shut down");
          }
          return store.load(key);
        }

        @Override
        public void close() {
          closed = true;
        }
      };
    }
  }

  /** A near cache that nobody tells of changes. */
  static class Remembers extends TokenCacheStoreContract {
    private final TokenCacheStore medium = new ThinMemoryStore();

    @Override
    protected TokenCacheStore open() {
      return new Wrapper(medium) {
        private final Map<StoreKey, StoredPartition> near = new ConcurrentHashMap<>();

        @Override
        public StoredPartition load(StoreKey key) {
          return near.computeIfAbsent(key, store::load);
        }

        @Override
        public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
          StoredPartition known = load(key);
          if (!known.version().equals(expected)) {
            return new Replaced.Conflict(known);
          }
          Replaced replaced = store.replace(key, store.load(key).version(), next, lifetime);
          near.put(key, store.load(key));
          return replaced;
        }
      };
    }
  }

  static class NeverCloses extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        public void close() {}
      };
    }
  }

  static class ClosesOnce extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        private int times;

        @Override
        public void close() {
          if (times++ == 1) {
            throw new IllegalStateException("closed already");
          }
        }
      };
    }
  }

  static class TakesNull extends TokenCacheStoreContract {
    @Override
    protected TokenCacheStore open() {
      return new Wrapper() {
        @Override
        @SuppressWarnings("ConstantConditions") // what the port forbids and the contract tries
        public StoredPartition load(StoreKey key) {
          return key == null ? StoredPartition.absent() : store.load(key);
        }
      };
    }
  }

  private static TokenCacheStore changed(UnaryOperator<byte[]> change) {
    return new Wrapper() {
      @Override
      public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
        return store.replace(key, expected, change.apply(next), lifetime);
      }
    };
  }

  /** A right store, until a method is overridden. */
  private static class Wrapper implements TokenCacheStore {

    final TokenCacheStore store;
    private final boolean shared;

    Wrapper() {
      this.store = new ThinMemoryStore();
      this.shared = false;
    }

    Wrapper(TokenCacheStore medium) {
      this.store = medium;
      this.shared = true;
    }

    @Override
    public StoredPartition load(StoreKey key) {
      return store.load(key);
    }

    @Override
    public Replaced replace(StoreKey key, Version expected, byte[] next, Duration lifetime) {
      return store.replace(key, expected, next, lifetime);
    }

    @Override
    public Replaced remove(StoreKey key, Version expected) {
      return store.remove(key, expected);
    }

    @Override
    public StoreLayout layout() {
      return store.layout();
    }

    @Override
    public boolean isShared() {
      return shared;
    }

    @Override
    public Optional<PartitionListing> listing() {
      return store.listing();
    }

    @Override
    public void close() {
      store.close();
    }
  }
}

package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One file for everything, shared by processes. */
final class FileTokenCacheStore implements TokenCacheStore {

  private final SafeFile file;
  private final PartitionLocks locks;
  private final TimeSource time;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

  FileTokenCacheStore(SafeFile file) {
    this(file, TimeSource.system());
  }

  FileTokenCacheStore(SafeFile file, TimeSource time) {
    this.file = file;
    this.time = time;
    this.locks = new PartitionLocks(file, this);
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    requireWhole(partition);
    requireOpen();
    boolean interrupted = Thread.interrupted();
    try {
      return content();
    } finally {
      restore(interrupted);
    }
  }

  /** The version of a content that was read once, and is not read again until something changes. */
  private record Known(Stamp stamp, Version version) {}

  @Override
  public Version version(StoreKey partition) {
    requireWhole(partition);
    requireOpen();
    boolean interrupted = Thread.interrupted();
    try {
      return present();
    } finally {
      restore(interrupted);
    }
  }

  private Version present() {
    Optional<Facts> facts = file.look();
    Stamp stamp = facts.isEmpty() ? null : facts.get().stamp();
    Known before = known.get();
    if (before != null && before.stamp.equals(stamp)) {
      return before.version;
    }
    // Before it is read: what somebody writes meanwhile is later.
    boolean settled = stamp != null && stamp.isSettledAt(time.instant());
    Version version = file.version();
    if (stamp != null && settled) {
      known.set(new Known(stamp, version));
    }
    return version;
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    requireWhole(partition);
    Objects.requireNonNull(expected, "expected");
    if (lifetime.isZero() || lifetime.isNegative()) {
      throw new IllegalArgumentException("lifetime is not more than zero");
    }
    return ifStill(
        expected,
        () -> {
          file.write(next);
          return CheckSums.version(next);
        });
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    requireWhole(partition);
    Objects.requireNonNull(expected, "expected");
    return ifStill(
        expected,
        () -> {
          file.delete();
          return Version.ABSENT;
        });
  }

  @Override
  public boolean moveAside(StoreKey partition, Version expected) {
    requireWhole(partition);
    if (expected.equals(Version.ABSENT)) {
      return false;
    }
    Replaced moved =
        ifStill(
            expected,
            () -> {
              // Named by content: the same broken file again does not pile up.
              String suffix = ".broken-" + expected.value().substring(0, 16);
              log()
                  .log(
                      System.Logger.Level.WARNING,
                      "the cache file could not be understood and was moved to {0}",
                      file.moveAside(suffix));
              return Version.ABSENT;
            });
    return moved instanceof Replaced.Done;
  }

  @Override
  public StoreLayout layout() {
    return StoreLayout.ONE_BLOB;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Optional<PartitionListing> listing() {
    return Optional.of(
        () -> load(StoreKey.WHOLE).exists() ? Stream.of(StoreKey.WHOLE) : Stream.empty());
  }

  @Override
  public Optional<StoreLock> lock() {
    return Optional.of(locks);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      locks.letGoOfAll();
      file.close();
    }
  }

  /** {@return the path; never content} */
  @Override
  public String toString() {
    return "FileTokenCacheStore[" + file.path() + "]";
  }

  private Replaced ifStill(Version expected, Supplier<Version> change) {
    requireOpen();
    boolean interrupted = Thread.interrupted();
    try {
      return file.swapping(
          () -> {
            if (file.versionHeld().equals(expected)) {
              return new Replaced.Done(change.get());
            }
            return new Replaced.Conflict(partition(file.readHeld()));
          });
    } finally {
      restore(interrupted);
    }
  }

  private StoredPartition content() {
    return partition(file.read());
  }

  private static StoredPartition partition(Optional<byte[]> read) {
    return read.isPresent()
        ? StoredPartition.of(CheckSums.version(read.get()), read.get())
        : StoredPartition.absent();
  }

  // Calls work also on a thread that was interrupted before: a token that was paid for with a
  // refresh token is saved. The JDK's channels would refuse.
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void requireOpen() {
    if (closed.get()) {
      throw new CacheException("the store is closed");
    }
  }

  private static void requireWhole(StoreKey partition) {
    if (!Objects.requireNonNull(partition, "partition").equals(StoreKey.WHOLE)) {
      throw new IllegalArgumentException("a file is one blob; its only key is " + StoreKey.WHOLE);
    }
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(FileTokenCacheStore.class.getName());
  }
}

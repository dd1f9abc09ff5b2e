package dev.latchkey.spi.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store over two functions. The version is a hash of the bytes, as nothing else tells them. */
final class SingleBlobStore implements TokenCacheStore {

  private final Supplier<byte @Nullable []> load;
  private final Consumer<byte[]> save;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  // Functions cannot say that something is gone: after a removal, no bytes mean that.
  private boolean removed;

  SingleBlobStore(Supplier<byte @Nullable []> load, Consumer<byte[]> save) {
    this.load = Objects.requireNonNull(load, "load");
    this.save = Objects.requireNonNull(save, "save");
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    requireWhole(partition);
    lock.lock();
    try {
      return read();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    requireWhole(partition);
    Objects.requireNonNull(lifetime, "lifetime");
    if (lifetime.isZero() || lifetime.isNegative()) {
      throw new IllegalArgumentException("lifetime is not more than zero");
    }
    return swap(expected, next.clone(), false);
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    requireWhole(partition);
    return swap(expected, new byte[0], true);
  }

  private Replaced swap(Version expected, byte[] next, boolean isRemoval) {
    Objects.requireNonNull(expected, "expected");
    lock.lock();
    try {
      StoredPartition current = read();
      if (!current.version().equals(expected)) {
        return new Replaced.Conflict(current);
      }
      if (current.exists() || !isRemoval) {
        write(next);
        removed = isRemoval;
      }
      return new Replaced.Done(isRemoval ? Version.ABSENT : versionOf(next));
    } finally {
      lock.unlock();
    }
  }

  private StoredPartition read() {
    requireOpen();
    byte[] bytes;
    try {
      bytes = load.get();
    } catch (RuntimeException e) {
      throw failure("could not be loaded", e);
    }
    return bytes == null || removed && bytes.length == 0
        ? StoredPartition.absent()
        : StoredPartition.of(versionOf(bytes), bytes);
  }

  private void write(byte[] next) {
    try {
      save.accept(next);
    } catch (RuntimeException e) {
      throw failure("could not be saved", e);
    }
  }

  private static CacheException failure(String what, RuntimeException cause) {
    return new CacheException(
        "the application's token cache " + what + "; see the cause", FailureDetails.none(), cause);
  }

  private static Version versionOf(byte[] bytes) {
    try {
      return new Version(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  private static void requireWhole(StoreKey partition) {
    if (!partition.equals(StoreKey.WHOLE)) {
      throw new IllegalArgumentException("a store of one blob has the key " + StoreKey.WHOLE);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new CacheException("the token cache store is closed");
    }
  }

  @Override
  public StoreLayout layout() {
    return StoreLayout.ONE_BLOB;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void close() {
    closed = true;
  }
}

package dev.latchkey.spi.tck;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A file fits the port: one blob, versions by digest, locks of the operating system. */
final class ThinFileStore implements TokenCacheStore {

  private static final int OPENING_ATTEMPTS = 100;

  private final StoreGate gate = new StoreGate();
  private final Path file;
  private final Path directory;
  private final RangeLocks ranges;
  private final PolledLock lock;

  /** Opens a file; all stores of one JVM over the same file have the same locks. */
  ThinFileStore(Path directory, RangeLocks ranges) {
    this.directory = directory;
    this.file = directory.resolve("cache");
    this.ranges = ranges;
    this.lock =
        new PolledLock(
            gate, (partition, lease) -> ranges.tryAcquire(1 + Sha256.number(partition), lease));
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    requireWhole(partition);
    gate.requireOpen();
    // No lock: a rename shows the old file or the new one.
    return read();
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    requireWhole(partition);
    Objects.requireNonNull(expected, "expected");
    StoreGate.requirePositive(lifetime, "lifetime");
    byte[] bytes = next.clone();
    return ifStill(
        expected,
        () -> {
          write(bytes);
          return Sha256.version(bytes);
        });
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    requireWhole(partition);
    Objects.requireNonNull(expected, "expected");
    return ifStill(
        expected,
        () -> {
          Files.deleteIfExists(file);
          return Version.ABSENT;
        });
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
    return Optional.of(lock);
  }

  @Override
  public void close() {
    if (gate.close()) {
      lock.letGoOfAll();
    }
  }

  private Replaced ifStill(Version expected, Change change) {
    gate.requireOpen();
    return ranges.swapping(
        () -> {
          StoredPartition current = read();
          if (!current.version().equals(expected)) {
            return new Replaced.Conflict(current);
          }
          try {
            return new Replaced.Done(change.make());
          } catch (IOException e) {
            throw new CacheException("the cache file cannot be written", FailureDetails.none(), e);
          }
        });
  }

  // Streams, not channels: a channel is closed when its thread is interrupted.

  private StoredPartition read() {
    FileNotFoundException unopened = null;
    for (int attempt = 0; attempt < OPENING_ATTEMPTS; attempt++) {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        return Sha256.partition(in.readAllBytes());
      } catch (FileNotFoundException e) {
        // Missing, or there but not to be opened; in the first case it may have come since.
        if (Files.isDirectory(directory) && Files.notExists(file)) {
          return StoredPartition.absent();
        }
        unopened = e;
      } catch (IOException e) {
        throw new CacheException("the cache file cannot be read", FailureDetails.none(), e);
      }
    }
    throw new CacheException("the cache file cannot be opened", FailureDetails.none(), unopened);
  }

  private void write(byte[] bytes) throws IOException {
    // Made readable by its owner only.
    Path fresh = Files.createTempFile(directory, "cache", ".tmp");
    try {
      try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
        out.write(bytes);
        // Before the rename: a crash must not leave the new name with none of the new bytes.
        out.getFD().sync();
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void requireWhole(StoreKey partition) {
    if (!Objects.requireNonNull(partition, "partition").equals(StoreKey.WHOLE)) {
      throw new IllegalArgumentException("this store has one blob only: " + StoreKey.WHOLE);
    }
  }

  /** What is done while the version holds still. */
  private interface Change {
    Version make() throws IOException;
  }
}

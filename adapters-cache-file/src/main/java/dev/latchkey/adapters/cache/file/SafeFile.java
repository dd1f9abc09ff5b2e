package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.StoreLock;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that is there as a whole or not at all, whatever happens: content is flushed under a name
 * of its own and then renamed. Who wants to compare before he writes does it in {@link #swapping}.
 */
final class SafeFile {

  /** Far above every cache; a file that is larger is none, and would fill the memory. */
  static final int LONGEST = 256 * 1024 * 1024;

  private final Path file;
  private final Path folder;
  private final Path lockPath;
  private final Duration lockWait;
  private final Disk disk;
  private final Guard guard;
  private final ReentrantLock mutex = new ReentrantLock();
  private @Nullable LockFile lockFile;
  private boolean tidy;

  SafeFile(Path path, Duration lockWait, Disk disk) {
    this.file = path.toAbsolutePath().normalize();
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("path names no file in a folder");
    }
    this.folder = parent;
    this.lockPath = parent.resolve(file.getFileName() + ".lock");
    this.lockWait = lockWait;
    this.disk = disk;
    this.guard = new Guard(disk);
  }

  Path path() {
    return file;
  }

  /** Looks at it, without a lock; empty if it is not there. */
  Optional<Facts> look() {
    return attempt("read", this::checked);
  }

  private Optional<Facts> checked() throws IOException {
    return guard.checkedFolder(folder).isEmpty() ? Optional.empty() : guard.checkedFile(file);
  }

  /** Reads it, without a lock: a rename shows the old content or the new. */
  Optional<byte[]> read() {
    return attempt(
        "read",
        () -> {
          if (checked().isEmpty()) {
            return Optional.empty();
          }
          try {
            byte[] bytes = disk.read(file, LONGEST);
            requireBounded(bytes);
            return Optional.of(bytes);
          } catch (NoSuchFileException e) {
            return Optional.empty();
          }
        });
  }

  /** Puts bytes in place and makes them last. Only in {@link #swapping}. */
  void write(byte[] bytes) {
    requireBounded(bytes);
    attempt(
        "written",
        () -> {
          guard.checkedFile(file);
          Path fresh = folder.resolve(draftPrefix() + UUID.randomUUID() + ".tmp");
          try {
            try (Disk.Draft draft = disk.draft(fresh)) {
              draft.write(bytes);
              // Before the rename: a crash must not leave the new name with none of the new bytes.
              draft.flush();
            }
            disk.rename(fresh, file);
          } catch (IOException e) {
            deleteQuietly(fresh);
            throw e;
          }
          disk.flushFolder(folder);
          return bytes;
        });
  }

  /** Drops it. Only in {@link #swapping}. */
  void delete() {
    attempt(
        "deleted",
        () -> {
          disk.delete(file);
          disk.flushFolder(folder);
          return file;
        });
  }

  /** Gives it another name beside it. Only in {@link #swapping}. */
  Path moveAside(String suffix) {
    return attempt(
        "moved aside",
        () -> {
          Path aside = folder.resolve(file.getFileName() + suffix);
          disk.rename(file, aside);
          disk.flushFolder(folder);
          return aside;
        });
  }

  /** Does what must be done by one at a time, of all processes. */
  <T> T swapping(Supplier<T> action) {
    LockFile lock = borrowed();
    try {
      return lock.swapping(
          lockWait,
          () -> {
            sweepOnce();
            return action.get();
          });
    } finally {
      LockFiles.ofThisProcess().close(lock);
    }
  }

  /** Takes a lock of a number of one's own; numbers begin at 1. */
  Optional<StoreLock.Held> tryLock(long number, Duration lease) {
    LockFile lock = borrowed();
    try {
      return lock.tryAcquire(number, lease);
    } finally {
      LockFiles.ofThisProcess().close(lock);
    }
  }

  /** Open until it is given back: closed in the midst of a save it would let another one in. */
  private LockFile borrowed() {
    mutex.lock();
    try {
      LockFile lock = current();
      LockFiles.ofThisProcess().share(lock);
      return lock;
    } finally {
      mutex.unlock();
    }
  }

  /** Closes the lock file, unless others in this process have it open. */
  void close() {
    mutex.lock();
    try {
      if (lockFile != null) {
        LockFiles.ofThisProcess().close(lockFile);
        lockFile = null;
      }
    } finally {
      mutex.unlock();
    }
  }

  /** The lock file that is there now: a lock on one that was deleted would keep nobody out. */
  private LockFile current() {
    LockFile before = lockFile;
    LockFile now =
        attempt(
            "locked",
            () -> {
              if (guard.checkedFolder(folder).isEmpty()) {
                disk.makeFolder(folder);
              }
              if (before != null && isAt(before, lockPath)) {
                return before;
              }
              return LockFiles.ofThisProcess().open(lockPath, disk, guard);
            });
    if (before != null && before != now) {
      LockFiles.ofThisProcess().close(before);
    }
    lockFile = now;
    return now;
  }

  private boolean isAt(LockFile open, Path path) throws IOException {
    return disk.look(path).map(it -> it.identity(path).equals(open.identity())).orElse(false);
  }

  /** Removes what crashed writers left. Nobody writes now, so nothing of it is in use. */
  private void sweepOnce() {
    if (!tidy) {
      tidy = true;
      try {
        for (Path left : disk.list(folder, draftPrefix(), ".tmp")) {
          deleteQuietly(left);
        }
      } catch (IOException e) {
        // It costs room, and nothing else.
      }
    }
  }

  private String draftPrefix() {
    return "." + file.getFileName() + "-";
  }

  private void deleteQuietly(Path fresh) {
    try {
      disk.delete(fresh);
    } catch (IOException e) {
      // Whoever saves next removes it.
    }
  }

  private void requireBounded(byte[] bytes) {
    if (bytes.length > LONGEST) {
      throw new CacheException(file + " is longer than " + LONGEST + " bytes; move it away");
    }
  }

  private <T> T attempt(String verb, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new CacheException(
          file + " could not be " + verb + "; see the cause", FailureDetails.none(), e);
    }
  }

  /** A few calls to the disk. */
  private interface Step<T> {
    T run() throws IOException;
  }
}

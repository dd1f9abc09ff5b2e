package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.Version;
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
    try {
      return guard.checkedFolder(folder).isEmpty() ? Optional.empty() : guard.checkedFile(file);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Reads it, without a lock: a rename shows the old content or the new. */
  Optional<byte[]> read() {
    try {
      return guard.checkedFolder(folder).isEmpty() ? Optional.empty() : content();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Reads it in {@link #swapping}, which has looked at the folder. */
  Optional<byte[]> readHeld() {
    try {
      return content();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Tells what it has without keeping it. */
  Version version() {
    try {
      return guard.checkedFolder(folder).isEmpty() ? Version.ABSENT : told();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** As {@link #version}, in {@link #swapping}, which has looked at the folder. */
  Version versionHeld() {
    try {
      return told();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  private Version told() throws IOException {
    if (guard.checkedFile(file).isEmpty()) {
      return Version.ABSENT;
    }
    try {
      CheckSums sums = new CheckSums();
      disk.read(file, LONGEST, sums);
      requireBounded(sums.length());
      return sums.version();
    } catch (NoSuchFileException e) {
      return Version.ABSENT;
    }
  }

  private Optional<byte[]> content() throws IOException {
    if (guard.checkedFile(file).isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = disk.read(file, LONGEST);
      requireBounded(bytes.length);
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Puts bytes in the place of what was looked at, and makes them last. In {@link #swapping}. */
  void write(byte[] bytes) {
    requireBounded(bytes.length);
    try {
      replace(bytes);
      disk.flushFolder(folder);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  private void replace(byte[] bytes) throws IOException {
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
  }

  /** Drops it. Only in {@link #swapping}. */
  void delete() {
    try {
      disk.delete(file);
      disk.flushFolder(folder);
    } catch (IOException e) {
      throw failed("deleted", e);
    }
  }

  /** Gives it another name beside it. Only in {@link #swapping}. */
  Path moveAside(String suffix) {
    Path aside = folder.resolve(file.getFileName() + suffix);
    try {
      disk.rename(file, aside);
      disk.flushFolder(folder);
    } catch (IOException e) {
      throw failed("moved aside", e);
    }
    return aside;
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
    try {
      if (guard.checkedFolder(folder).isEmpty()) {
        disk.makeFolder(folder);
      }
      if (before != null && isAt(before, lockPath)) {
        return before;
      }
      lockFile = LockFiles.ofThisProcess().open(lockPath, disk, guard);
    } catch (IOException e) {
      throw failed("locked", e);
    }
    if (before != null) {
      LockFiles.ofThisProcess().close(before);
    }
    return lockFile;
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

  private void requireBounded(int length) {
    if (length > LONGEST) {
      throw new CacheException(file + " is longer than " + LONGEST + " bytes; move it away");
    }
  }

  private CacheException failed(String verb, IOException e) {
    return new CacheException(
        file + " could not be " + verb + "; see the cause", FailureDetails.none(), e);
  }
}

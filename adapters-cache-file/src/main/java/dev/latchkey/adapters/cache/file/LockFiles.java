package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock files that this process has open, each once. On Unix a process loses its locks on a file
 * when it closes any channel on it, so two stores over one file have to share one channel: the one
 * case of state for the whole process (ADR "One cache file: swap under a lock, replace by rename").
 */
final class LockFiles {

  private static final LockFiles OF_THIS_PROCESS = new LockFiles();

  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Object, Use> open = new HashMap<>();

  private LockFiles() {}

  static LockFiles ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Opens a lock file, which is made if it is missing and stays for ever after. */
  LockFile open(Path path, Disk disk, Guard guard) throws IOException {
    mutex.lock();
    try {
      Facts facts = madeIfMissing(path, disk, guard);
      Object identity = facts.identity(path);
      Use use = open.get(identity);
      if (use == null) {
        LockFile file = new LockFile(identity, disk.openForLocks(path), TimeSource.system());
        use = new Use(file, 0);
      }
      open.put(identity, new Use(use.file, use.count + 1));
      return use.file;
    } finally {
      mutex.unlock();
    }
  }

  /** Keeps it open for one more, who has to close it, too. */
  void share(LockFile file) {
    mutex.lock();
    try {
      open.computeIfPresent(file.identity(), (identity, use) -> new Use(use.file, use.count + 1));
    } finally {
      mutex.unlock();
    }
  }

  /** Closes it when the last one who opened it does so. */
  void close(LockFile file) {
    mutex.lock();
    try {
      Use use = open.get(file.identity());
      if (use != null && use.file == file) {
        if (use.count > 1) {
          open.put(file.identity(), new Use(file, use.count - 1));
        } else {
          open.remove(file.identity());
          file.close();
        }
      }
    } finally {
      mutex.unlock();
    }
  }

  private static Facts madeIfMissing(Path path, Disk disk, Guard guard) throws IOException {
    if (disk.look(path).isEmpty()) {
      try {
        disk.draft(path).close();
      } catch (FileAlreadyExistsException e) {
        // Another process was faster.
      }
    }
    return guard.checkedFile(path).orElseThrow(() -> new IOException("the lock file vanished"));
  }

  private record Use(LockFile file, int count) {}
}

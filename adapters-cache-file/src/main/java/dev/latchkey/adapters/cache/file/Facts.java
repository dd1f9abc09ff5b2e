package dev.latchkey.adapters.cache.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the file system tells of a name, without following a link.
 *
 * @param kind what it is
 * @param mine whether this process's user owns it
 * @param ownedByRoot whether the system's administrator owns it
 * @param mode its mode; 0 where the file system has none
 * @param links how many names it has
 * @param key tells one file from another; null where the file system has nothing of the kind
 * @param stamp tells one content from another; null where the file system does not tell enough
 */
record Facts(
    Kind kind,
    boolean mine,
    boolean ownedByRoot,
    int mode,
    int links,
    @Nullable Object key,
    @Nullable Stamp stamp) {

  private static final int OTHERS_WRITE = 02;
  private static final int STICKY = 01000;

  boolean isWritableByAnybody() {
    return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
  }

  /** What names a file where the file system has no numbers for files: its real path. */
  Object identity(Path realPath) {
    return key == null ? realPath : key;
  }

  /** What a name stands for. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }
}

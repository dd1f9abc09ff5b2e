package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses what somebody else may have put there. */
final class Guard {

  private final Disk disk;

  Guard(Disk disk) {
    this.disk = disk;
  }

  /** Looks at a file of ours; empty if it is not there. */
  Optional<Facts> checkedFile(Path file) throws IOException {
    Optional<Facts> facts = disk.look(file);
    if (facts.isPresent()) {
      requireOurs(facts.get(), file);
    }
    return facts;
  }

  /** Looks at the folder of such a file; empty if it is not there. */
  Optional<Facts> checkedFolder(Path folder) throws IOException {
    Optional<Facts> named = disk.look(folder);
    if (named.isEmpty()) {
      return named;
    }
    // A link on the way to the folder is the user's own business.
    Facts facts = named.get();
    if (facts.kind() == Facts.Kind.LINK) {
      facts = disk.look(folder.toRealPath()).orElseThrow();
    }
    if (facts.kind() != Facts.Kind.FOLDER) {
      throw refused(folder, "is not a folder", "choose another path");
    }
    if (facts.isWritableByAnybody()) {
      throw refused(folder, "is writable by everybody", "take that right away (chmod o-w)");
    }
    if (!facts.mine() && !facts.ownedByRoot()) {
      throw refused(folder, "belongs to another user", "choose another path");
    }
    return Optional.of(facts);
  }

  private static void requireOurs(Facts facts, Path file) {
    if (facts.kind() != Facts.Kind.FILE) {
      throw refused(file, "is a link or no regular file", "remove it or choose another path");
    }
    if (!facts.mine()) {
      throw refused(file, "belongs to another user", "choose another path");
    }
    if (facts.links() > 1) {
      throw refused(file, "has a second name (hard link)", "remove one of them");
    }
  }

  private static CacheException refused(Path path, String what, String remedy) {
    return new CacheException(path + " " + what + "; nothing was read or written; " + remedy);
  }
}

package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** The user that this process runs as. The JDK does not tell it; Linux does, elsewhere its name. */
final class Myself {

  /** Where Linux tells. */
  static final Path STATUS = Path.of("/proc/self/status");

  private final Optional<Integer> uid;
  private final Optional<UserPrincipal> principal;

  Myself(Path status, EnvironmentReader environment) {
    this.uid = effectiveUid(status);
    this.principal =
        uid.isPresent()
            ? Optional.empty()
            : environment.property("user.name").flatMap(Myself::named);
  }

  /** Tells whether a file is this user's; if nobody can tell who we are, all are. */
  boolean owns(Path path, int owner) throws IOException {
    if (uid.isPresent()) {
      return uid.get() == owner;
    }
    return principal.isEmpty()
        || principal.get().equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static Optional<Integer> effectiveUid(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        // Uid: real, effective, saved, of the file system
        if (line.startsWith("Uid:")) {
          return Optional.of(Integer.parseUnsignedInt(line.split("\t", -1)[2]));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<UserPrincipal> named(String name) {
    try {
      return Optional.of(
          STATUS.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}

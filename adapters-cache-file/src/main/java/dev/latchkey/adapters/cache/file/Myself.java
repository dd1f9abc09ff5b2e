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

  private static final Path STATUS = Path.of("/proc/self/status");

  private final Optional<Integer> uid;
  private final Optional<UserPrincipal> principal;

  Myself(EnvironmentReader environment) {
    this.uid = effectiveUid();
    this.principal = uid.isPresent() ? Optional.empty() : byName(environment);
  }

  /** Tells whether a file is this user's; if nobody can tell who we are, all are. */
  boolean owns(Path path, int owner) throws IOException {
    if (uid.isPresent()) {
      return uid.get() == owner;
    }
    return principal.isEmpty()
        || principal.get().equals(Files.getOwner(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static Optional<Integer> effectiveUid() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
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

  private static Optional<UserPrincipal> byName(EnvironmentReader environment) {
    try {
      Optional<String> name = environment.property("user.name");
      if (name.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          STATUS.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name.get()));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}

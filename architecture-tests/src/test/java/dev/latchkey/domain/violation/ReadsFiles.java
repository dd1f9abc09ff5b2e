package dev.latchkey.domain.violation;

import java.nio.file.Files;
import java.nio.file.Path;

/** The domain looks at files, which it may only name. */
public final class ReadsFiles {

  boolean isThere(Path file) {
    return Files.exists(file);
  }
}

package dev.latchkey.domain.violation;

import java.nio.file.Path;

/** The domain knows of files. */
public interface ReadsFiles {
  Path path();
}

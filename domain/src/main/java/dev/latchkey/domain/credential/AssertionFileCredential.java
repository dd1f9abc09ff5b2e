package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A client assertion that somebody else keeps fresh in a file, as workload identity does in
 * Kubernetes. The file is read for each token request.
 *
 * @param file holds a signed JWT in compact form and nothing else but white space around it, of at
 *     most 64 KiB
 * @since 0.1
 */
public record AssertionFileCredential(Path file) implements ClientCredential {

  /**
   * Checks that the file is named.
   *
   * @param file holds a signed JWT in compact form and nothing else but white space around it, of
   *     at most 64 KiB
   */
  public AssertionFileCredential {
    Objects.requireNonNull(file, "assertion file");
  }
}

package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A key with its certificate in a PFX file (PKCS#12).
 *
 * @param file the file
 * @param passphrase what opens it
 * @since 0.1
 */
public record PfxKeySource(Path file, Passphrase passphrase) implements KeySource {

  /**
   * Checks that both are there.
   *
   * @param file the file
   * @param passphrase what opens it
   */
  public PfxKeySource {
    Objects.requireNonNull(file, "PFX file");
    Objects.requireNonNull(passphrase, "passphrase");
  }

  /**
   * Opens a protected file.
   *
   * @param value its passphrase
   * @return a copy with it
   */
  public PfxKeySource passphrase(Passphrase value) {
    return new PfxKeySource(file, value);
  }
}

package dev.latchkey.application.credential;

import dev.latchkey.spi.crypto.KeyMaterial;
import java.util.Objects;

/**
 * A key that was read and found fit.
 *
 * <p>Compared by identity: the same key opened twice signs assertions of its own.
 */
public final class OpenKey {

  private final KeyMaterial material;
  private final Object origin;

  OpenKey(KeyMaterial material, Object origin) {
    this.material = Objects.requireNonNull(material, "material");
    this.origin = Objects.requireNonNull(origin, "origin");
  }

  /** {@return the key with its certificates} */
  public KeyMaterial material() {
    return material;
  }

  /** Tells whether opening what comes from there would give this key again. */
  boolean comesFrom(Object other) {
    return origin.equals(other);
  }
}

package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A key in a hardware module.
 *
 * @param configuration the configuration file of the Java runtime's PKCS#11 provider
 * @param pin what opens the token
 * @param alias names the key; empty if the token has but one
 * @since 0.1
 */
public record Pkcs11KeySource(Path configuration, Passphrase pin, String alias)
    implements KeySource {

  /**
   * Checks that all are there.
   *
   * @param configuration the configuration file of the Java runtime's PKCS#11 provider
   * @param pin what opens the token
   * @param alias names the key; empty if the token has but one
   */
  public Pkcs11KeySource {
    Objects.requireNonNull(configuration, "PKCS#11 configuration");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(alias, "alias");
  }

  /**
   * Opens a protected token.
   *
   * @param value its PIN
   * @return a copy with it
   */
  public Pkcs11KeySource pin(Passphrase value) {
    return new Pkcs11KeySource(configuration, value, alias);
  }

  /**
   * Chooses one of several keys.
   *
   * @param value the name of the key in the token
   * @return a copy with it
   */
  public Pkcs11KeySource alias(String value) {
    return new Pkcs11KeySource(configuration, pin, value);
  }
}

package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a private key and its certificates come from. It only describes: nothing is read before a
 * client is built with it. Immutable.
 *
 * @since 0.1
 */
public sealed interface KeySource
    permits GivenKeySource, PemKeySource, PfxKeySource, Pkcs11KeySource, RotatingKeySource {

  /**
   * A PEM file with a private key (PKCS#1, SEC 1 or PKCS#8, encrypted or not), and its certificates
   * if they stand in the same file.
   *
   * @param key the file, of at most 64 KiB
   * @return the source
   */
  static PemKeySource pem(Path key) {
    return PemKeySource.of(key);
  }

  /**
   * PEM text with a private key, and its certificates if they stand in the same text.
   *
   * @param key the text, of at most 64 KiB
   * @return the source
   */
  static PemKeySource pem(Secret key) {
    return PemKeySource.of(key);
  }

  /**
   * A PFX file (PKCS#12, RFC 7292) with one private key and its certificate.
   *
   * @param file the file, of at most 1 MiB
   * @return the source
   */
  static PfxKeySource pfx(Path file) {
    return new PfxKeySource(file, Passphrase.none());
  }

  /**
   * A key that never leaves its module (PKCS#11).
   *
   * @param configuration the configuration file of the Java runtime's PKCS#11 provider
   * @return the source
   */
  static Pkcs11KeySource pkcs11(Path configuration) {
    return new Pkcs11KeySource(configuration, Passphrase.none(), "");
  }

  /**
   * A key that the application holds already. It may be opaque.
   *
   * @param key the private key
   * @param chain its certificates; empty if there is none
   * @return the source
   */
  static GivenKeySource of(PrivateKey key, List<X509Certificate> chain) {
    return GivenKeySource.of(key, chain);
  }

  /**
   * A key that changes during the life of a client, such as one from a vault or a file that is
   * replaced. It is asked for before each token request; while the same source object, or a file
   * with the same bytes, comes back, nothing is opened anew and signed assertions are used again.
   *
   * @param current gives the source of the key that is in use now; must be quick and safe for
   *     concurrent use
   * @return the source
   */
  static RotatingKeySource rotating(Supplier<? extends KeySource> current) {
    return new RotatingKeySource(current);
  }
}

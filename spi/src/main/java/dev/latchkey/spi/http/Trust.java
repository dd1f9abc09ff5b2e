package dev.latchkey.spi.http;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * Whose TLS certificates are believed.
 *
 * @since 0.1
 */
public sealed interface Trust {

  /** {@return those that the Java runtime believes} */
  static Trust system() {
    return new RuntimeDefault();
  }

  /**
   * Those that the authorities in a file vouch for, and no others.
   *
   * @param pem a file with one or more certificates in PEM form, at most 1 MiB
   * @return the trust
   */
  static Trust caFile(Path pem) {
    return new CaFile(pem);
  }

  /**
   * Those that the given authorities vouch for, and no others.
   *
   * @param authorities the certificates of the authorities; not empty
   * @return the trust
   */
  static Trust certificates(List<X509Certificate> authorities) {
    return new Certificates(authorities);
  }

  /**
   * Anybody's: neither certificate nor host name is checked, and whoever is on the way can read and
   * change every token. For experiments only; each use is logged as a warning once.
   *
   * @return the absence of trust
   */
  static Trust insecureTrustAnyServer() {
    return new Anyone();
  }

  /**
   * What the Java runtime believes.
   *
   * @since 0.1
   */
  record RuntimeDefault() implements Trust {}

  /**
   * The authorities in a file.
   *
   * @param pem the file
   * @since 0.1
   */
  record CaFile(Path pem) implements Trust {
    /**
     * Checks that the file is named.
     *
     * @param pem the file
     */
    public CaFile {
      Objects.requireNonNull(pem, "CA file");
    }
  }

  /**
   * The given authorities.
   *
   * @param authorities their certificates
   * @since 0.1
   */
  record Certificates(List<X509Certificate> authorities) implements Trust {
    /**
     * Checks that there is one.
     *
     * @param authorities their certificates
     * @throws IllegalArgumentException if the list is empty
     */
    public Certificates {
      authorities = List.copyOf(authorities);
      if (authorities.isEmpty()) {
        throw new IllegalArgumentException("no certificate authority given");
      }
    }
  }

  /**
   * No check at all.
   *
   * @since 0.1
   */
  record Anyone() implements Trust {}
}

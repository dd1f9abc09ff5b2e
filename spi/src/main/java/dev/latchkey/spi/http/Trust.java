package dev.latchkey.spi.http;

import dev.latchkey.spi.crypto.CertificateThumbprint;
import java.nio.file.Path;
import java.security.cert.X509CRL;
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
   * One certificate and no other, told by its thumbprint. Whoever shows it is believed, whatever
   * name it bears, whoever vouches for it, and however old it is: for hosts that hand the
   * thumbprint to the code they run (Service Fabric). It is checked in the handshake, before a byte
   * of a request is written.
   *
   * @param thumbprint the thumbprint of the server's own certificate
   * @return the trust
   */
  static Trust pinned(CertificateThumbprint thumbprint) {
    return new Pinned(thumbprint);
  }

  /**
   * The same, without certificates that their authority has revoked (RFC 5280, section 6.3). Each
   * authority on the way to a trusted one has to have a list among those given that is signed by it
   * and not out of date: where none tells, the server is not believed. Nothing is fetched, unless
   * properties of the Java runtime switch that on. The lists hold until the transport is closed:
   * open another with newer ones before these run out.
   *
   * @param lists the revocation lists; not empty
   * @return the narrower trust
   * @throws IllegalArgumentException if there is no list, if lists were given already, or if
   *     nothing is checked at all
   */
  default Trust unlessRevoked(List<X509CRL> lists) {
    return new UnlessRevoked(this, lists);
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
   * Trust that ends with revocation.
   *
   * @param trust who is trusted otherwise
   * @param lists the revocation lists
   * @since 0.1
   */
  record UnlessRevoked(Trust trust, List<X509CRL> lists) implements Trust {
    /**
     * Checks that there is something to check, and to check it with.
     *
     * @param trust who is trusted otherwise
     * @param lists the revocation lists
     * @throws IllegalArgumentException if there is no list, if {@code trust} has lists of its own,
     *     or if it checks nothing
     */
    public UnlessRevoked {
      lists = List.copyOf(lists);
      if (lists.isEmpty()) {
        throw new IllegalArgumentException("no revocation list given");
      }
      if (trust instanceof UnlessRevoked || trust instanceof Pinned || trust instanceof Anyone) {
        throw new IllegalArgumentException(
            "revocation lists belong to the system's or to given authorities, and all into one"
                + " call");
      }
    }
  }

  /**
   * One certificate.
   *
   * @param thumbprint what tells it from every other
   * @since 0.1
   */
  record Pinned(CertificateThumbprint thumbprint) implements Trust {
    /**
     * Checks that it is there.
     *
     * @param thumbprint what tells it from every other
     */
    public Pinned {
      Objects.requireNonNull(thumbprint, "thumbprint");
    }
  }

  /**
   * No check at all.
   *
   * @since 0.1
   */
  record Anyone() implements Trust {}
}

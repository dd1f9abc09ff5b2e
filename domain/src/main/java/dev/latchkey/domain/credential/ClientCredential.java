package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a confidential client proves its identity with. Immutable; it only describes, and nothing is
 * opened before the client is built.
 *
 * @since 0.1
 */
public sealed interface ClientCredential
    permits SecretCredential, CertificateCredential, AssertionCredential, AssertionFileCredential {

  /**
   * A secret that the authority and the application share.
   *
   * @param secret the secret, verbatim
   * @return the credential
   * @throws IllegalArgumentException if it is empty
   */
  static ClientCredential secret(String secret) {
    return new SecretCredential(Secret.of(secret));
  }

  /**
   * A secret that the authority and the application share.
   *
   * @param secret the secret
   * @return the credential
   */
  static ClientCredential secret(Secret secret) {
    return new SecretCredential(secret);
  }

  /**
   * A signed assertion that the application makes or obtains itself (RFC 7523, section 2.2).
   *
   * @param source asked anew for each token request
   * @return the credential
   */
  static ClientCredential assertion(AssertionSource source) {
    return new AssertionCredential(source, Optional.empty());
  }

  /**
   * A signed assertion that the application obtains itself, for tokens that are bound to a
   * certificate (RFC 8705; Entra: {@code jwt-pop}).
   *
   * @param source asked anew for each token request
   * @param keys the key with the certificate that the assertion is for, shown in the TLS handshake
   *     of requests for bound tokens and of no others
   * @return the credential
   */
  static ClientCredential assertion(AssertionSource source, KeySource keys) {
    return new AssertionCredential(source, Optional.of(CertificateCredential.of(keys)));
  }

  /**
   * A private key whose certificate the authority knows. The copy-returning methods of what comes
   * back say how it signs.
   *
   * @param keys where the key comes from
   * @return the credential
   */
  static CertificateCredential certificate(KeySource keys) {
    return CertificateCredential.of(keys);
  }

  /**
   * A ready-made assertion, sent as it is. Assertions expire: for a client that lives longer use
   * {@link #assertion(AssertionSource)} or {@link #assertionFile}.
   *
   * @param jwt a signed JWT in compact form
   * @return the credential
   * @throws IllegalArgumentException if it is empty
   */
  static ClientCredential assertion(String jwt) {
    Secret assertion = Secret.of(jwt);
    return new AssertionCredential(context -> assertion, Optional.empty());
  }

  /**
   * An assertion that somebody else keeps fresh in a file, as workload identity does in Kubernetes.
   *
   * @param file read for each token request, at most 64 KiB
   * @return the credential
   */
  static ClientCredential assertionFile(Path file) {
    return new AssertionFileCredential(file);
  }
}

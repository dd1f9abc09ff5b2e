package dev.latchkey.domain.credential;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private key whose certificate, or public key, the authority knows. Immutable.
 *
 * <p>Unless told otherwise it signs with PS256 and names its certificate by {@code x5t#S256}; with
 * RS256 and {@code x5t} for ADFS, dSTS, where only a SHA-1 thumbprint is known, and where an OpenID
 * provider does not list PS256; with ES256 for an EC key, which OpenID providers accept and Entra
 * does not (RFC 7523, RFC 7518, Entra).
 *
 * @since 0.1
 */
public final class CertificateCredential implements ClientCredential {

  private final KeySource keys;
  private final @Nullable String thumbprint;
  private final @Nullable String keyId;
  private final @Nullable SigningAlgorithm algorithm;
  private final @Nullable String claims;
  private final boolean chainSent;
  private final boolean signedEachTime;

  private CertificateCredential(
      KeySource keys,
      @Nullable String thumbprint,
      @Nullable String keyId,
      @Nullable SigningAlgorithm algorithm,
      @Nullable String claims,
      boolean chainSent,
      boolean signedEachTime) {
    this.keys = keys;
    this.thumbprint = thumbprint;
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.claims = claims;
    this.chainSent = chainSent;
    this.signedEachTime = signedEachTime;
  }

  static CertificateCredential of(KeySource keys) {
    return new CertificateCredential(
        Objects.requireNonNull(keys, "key source"), null, null, null, null, false, false);
  }

  /**
   * Names the certificate where only its thumbprint is at hand, as the app registration shows it.
   * Where the certificate is known it is computed, and need not be given.
   *
   * @param hex 40 hexadecimal digits for SHA-1, 64 for SHA-256; colons and blanks between them are
   *     skipped. One that is not the thumbprint of a certificate that is known is refused when the
   *     client is built
   * @return a copy with it
   */
  public CertificateCredential thumbprint(String hex) {
    return new CertificateCredential(
        keys,
        Objects.requireNonNull(hex, "thumbprint"),
        keyId,
        algorithm,
        claims,
        chainSent,
        signedEachTime);
  }

  /**
   * Names the key to OpenID providers that know it by a key id: the header {@code kid}.
   *
   * @param value the id
   * @return a copy with it
   */
  public CertificateCredential keyId(String value) {
    return new CertificateCredential(
        keys,
        thumbprint,
        Objects.requireNonNull(value, "key id"),
        algorithm,
        claims,
        chainSent,
        signedEachTime);
  }

  /**
   * Signs with an algorithm of the caller's choice.
   *
   * @param value the algorithm
   * @return a copy with it
   */
  public CertificateCredential algorithm(SigningAlgorithm value) {
    return new CertificateCredential(
        keys,
        thumbprint,
        keyId,
        Objects.requireNonNull(value, "algorithm"),
        claims,
        chainSent,
        signedEachTime);
  }

  /**
   * Signs claims of the application's own along: they are added to the defaults, and override those
   * of the same name ({@code aud}, {@code iss}, {@code sub}, {@code exp}, {@code iat}, {@code
   * jti}).
   *
   * @param json one JSON object, such as <code>{"client_ip":"203.0.113.7"}</code>
   * @return a copy with them
   */
  public CertificateCredential claims(String json) {
    return new CertificateCredential(
        keys,
        thumbprint,
        keyId,
        algorithm,
        Objects.requireNonNull(json, "claims"),
        chainSent,
        signedEachTime);
  }

  /**
   * Sends the certificates along, in the header {@code x5c}, for authentication by subject name and
   * issuer: the authority then accepts every certificate of that name and a rollover needs no new
   * registration (Entra).
   *
   * @param value false by default
   * @return a copy that does, or does not
   */
  public CertificateCredential sendChain(boolean value) {
    return new CertificateCredential(
        keys, thumbprint, keyId, algorithm, claims, value, signedEachTime);
  }

  /**
   * Signs a new assertion for each token request, for providers that accept each but once. Without
   * it an assertion is used again for the same endpoint until shortly before its end.
   *
   * @param value false by default for Entra and its kin; for other providers each is signed anyway
   * @return a copy that does, or does not
   */
  public CertificateCredential signEachTime(boolean value) {
    return new CertificateCredential(keys, thumbprint, keyId, algorithm, claims, chainSent, value);
  }

  /** {@return where the key comes from} */
  public KeySource keys() {
    return keys;
  }

  /** {@return the thumbprint in hexadecimal digits, if it was given} */
  public Optional<String> thumbprint() {
    return Optional.ofNullable(thumbprint);
  }

  /** {@return the key id, if it was given} */
  public Optional<String> keyId() {
    return Optional.ofNullable(keyId);
  }

  /** {@return the algorithm, if it was chosen} */
  public Optional<SigningAlgorithm> algorithm() {
    return Optional.ofNullable(algorithm);
  }

  /** {@return claims of the application's own, as JSON, if there are any} */
  public Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return whether the certificates are sent along} */
  public boolean isChainSent() {
    return chainSent;
  }

  /** {@return whether each token request gets an assertion of its own} */
  public boolean isSignedEachTime() {
    return signedEachTime;
  }

  /** {@return where the key comes from, never the key} */
  @Override
  public String toString() {
    return "CertificateCredential[" + keys + "]";
  }
}

package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be signed, with what, and what the header tells of the key. The payload may hold
 * tokens and does not print. Immutable.
 *
 * @since 0.1
 */
public final class AssertionRequest {

  private final KeyMaterial key;
  private final SigningAlgorithm algorithm;
  private final String payload;
  private final String type;
  private final @Nullable String keyId;
  private final @Nullable CertificateThumbprint thumbprint;
  private final List<X509Certificate> certificates;

  private AssertionRequest(
      KeyMaterial key,
      SigningAlgorithm algorithm,
      String payload,
      String type,
      @Nullable String keyId,
      @Nullable CertificateThumbprint thumbprint,
      List<X509Certificate> certificates) {
    this.key = key;
    this.algorithm = algorithm;
    this.payload = payload;
    this.type = type;
    this.keyId = keyId;
    this.thumbprint = thumbprint;
    this.certificates = certificates;
  }

  /**
   * A JWT whose header tells nothing of the key.
   *
   * @param key the key that signs
   * @param algorithm how it signs
   * @param payload the claims as JSON text, signed verbatim in UTF-8
   * @return the request
   * @throws IllegalArgumentException if the algorithm does not fit the key
   */
  public static AssertionRequest of(KeyMaterial key, SigningAlgorithm algorithm, String payload) {
    if (!algorithm.fits(key.key())) {
      throw new IllegalArgumentException(
          algorithm + " does not fit a key of the family " + key.key().getAlgorithm());
    }
    return new AssertionRequest(
        key, algorithm, Objects.requireNonNull(payload, "payload"), "JWT", null, null, List.of());
  }

  /**
   * Sets the type: the member {@code typ}.
   *
   * @param value the type; {@code JWT} by default
   * @return a copy with it
   */
  public AssertionRequest type(String value) {
    return new AssertionRequest(
        key,
        algorithm,
        payload,
        Objects.requireNonNull(value, "type"),
        keyId,
        thumbprint,
        certificates);
  }

  /**
   * Names the key: the member {@code kid}.
   *
   * @param value the name under which the other side knows the key
   * @return a copy with it
   */
  public AssertionRequest keyId(String value) {
    return new AssertionRequest(
        key,
        algorithm,
        payload,
        type,
        Objects.requireNonNull(value, "key id"),
        thumbprint,
        certificates);
  }

  /**
   * Names the certificate: the member {@code x5t} or {@code x5t#S256}.
   *
   * @param value its thumbprint, given or computed
   * @return a copy with it
   */
  public AssertionRequest thumbprint(CertificateThumbprint value) {
    return new AssertionRequest(
        key,
        algorithm,
        payload,
        type,
        keyId,
        Objects.requireNonNull(value, "thumbprint"),
        certificates);
  }

  /**
   * Sends certificates along: the member {@code x5c}.
   *
   * @param value the certificates in the order of the wire, that of the key first
   * @return a copy with them
   */
  public AssertionRequest certificates(List<X509Certificate> value) {
    return new AssertionRequest(
        key, algorithm, payload, type, keyId, thumbprint, List.copyOf(value));
  }

  /** {@return the key that signs} */
  public KeyMaterial key() {
    return key;
  }

  /** {@return how it signs} */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** {@return the claims as JSON text} */
  public String payload() {
    return payload;
  }

  /** {@return the member {@code typ}} */
  public String type() {
    return type;
  }

  /** {@return the member {@code kid}, if any} */
  public Optional<String> keyId() {
    return Optional.ofNullable(keyId);
  }

  /** {@return the member {@code x5t} or {@code x5t#S256}, if any} */
  public Optional<CertificateThumbprint> thumbprint() {
    return Optional.ofNullable(thumbprint);
  }

  /** {@return the member {@code x5c}; empty for none} */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** {@return algorithm and type} */
  @Override
  public String toString() {
    return "AssertionRequest[algorithm=" + algorithm + ", type=" + type + "]";
  }
}

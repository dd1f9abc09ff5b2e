package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.Objects;

/**
 * A token whose signature was found right, and of which nothing else was looked at. Its claims may
 * name a person and do not print. Immutable.
 *
 * @since 0.1
 */
public final class VerifiedToken {

  private final SigningAlgorithm algorithm;
  private final String header;
  private final String payload;

  private VerifiedToken(SigningAlgorithm algorithm, String header, String payload) {
    this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
    this.header = Objects.requireNonNull(header, "header");
    this.payload = Objects.requireNonNull(payload, "payload");
  }

  /**
   * Describes a verified token.
   *
   * @param algorithm how it was signed
   * @param header the decoded header, JSON text
   * @param payload the decoded payload
   * @return the token
   */
  public static VerifiedToken of(SigningAlgorithm algorithm, String header, String payload) {
    return new VerifiedToken(algorithm, header, payload);
  }

  /** {@return how it was signed} */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** {@return the decoded header, JSON text} */
  public String header() {
    return header;
  }

  /** {@return the decoded payload, as it was signed} */
  public String payload() {
    return payload;
  }

  /** {@return the algorithm} */
  @Override
  public String toString() {
    return "VerifiedToken[algorithm=" + algorithm + "]";
  }
}

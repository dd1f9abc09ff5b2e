package dev.latchkey.domain.scheme;

import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The key that proofs are signed with: one that the client makes in memory, or one that is there
 * already. Immutable.
 *
 * @since 0.1
 */
public final class SigningKeys {

  private final SigningAlgorithm algorithm;
  private final Optional<KeySource> source;
  private final Optional<Duration> lifetime;

  private SigningKeys(
      SigningAlgorithm algorithm, Optional<KeySource> source, Optional<Duration> lifetime) {
    this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
    this.source = source;
    this.lifetime = lifetime;
  }

  /**
   * A key that the client makes when it is first needed. It lives as long as the client, in memory
   * only.
   *
   * @param algorithm how it signs: RSA of 2048 bits, or EC on P-256
   * @return the description
   */
  public static SigningKeys made(SigningAlgorithm algorithm) {
    return new SigningKeys(algorithm, Optional.empty(), Optional.empty());
  }

  /**
   * A key that is there already, and may be opaque. Give the same object each time: it is opened
   * but once.
   *
   * @param algorithm how it signs
   * @param source where it is, with the certificate or public key that belongs to it
   * @return the description
   */
  public static SigningKeys of(SigningAlgorithm algorithm, KeySource source) {
    return new SigningKeys(
        algorithm, Optional.of(Objects.requireNonNull(source, "source")), Optional.empty());
  }

  /**
   * Has the client make another key from time to time. Tokens of the key before are not used any
   * more.
   *
   * @param value how long a key is used, at least a minute
   * @return a copy with it
   * @throws IllegalArgumentException if it is less than a minute
   * @throws IllegalStateException if the key is there already: then its source rotates it
   */
  public SigningKeys replacedAfter(Duration value) {
    if (source.isPresent()) {
      throw new IllegalStateException(
          "the key comes from a source; let KeySource.rotating replace it");
    }
    if (value.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a key is used for a minute at least, not " + value);
    }
    return new SigningKeys(algorithm, source, Optional.of(value));
  }

  /** {@return how the key signs} */
  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  /** {@return where the key is; empty if the client makes it} */
  public Optional<KeySource> source() {
    return source;
  }

  /** {@return how long a key that the client made is used; empty for as long as the client} */
  public Optional<Duration> lifetime() {
    return lifetime;
  }

  /** {@return whether the other describes the same key} */
  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKeys that
        && algorithm == that.algorithm
        && source.equals(that.source)
        && lifetime.equals(that.lifetime);
  }

  /** {@return a hash over all} */
  @Override
  public int hashCode() {
    return Objects.hash(algorithm, source, lifetime);
  }

  /** {@return algorithm, and whether the client makes the key} */
  @Override
  public String toString() {
    return "SigningKeys[" + algorithm + (source.isPresent() ? ", given" : ", made") + "]";
  }
}

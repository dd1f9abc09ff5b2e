package dev.latchkey.domain.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * Text that must not be seen: a client secret, a token, an assertion.
 *
 * <p>It never prints, compares in constant time, and is deliberately no record, no {@link
 * CharSequence} and not serializable. Immutable.
 *
 * @since 0.1
 */
public final class Secret {

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a text.
   *
   * @param value the text, verbatim; not empty
   * @return the secret
   * @throws IllegalArgumentException if the text is empty
   */
  public static Secret of(String value) {
    if (Objects.requireNonNull(value, "secret").isEmpty()) {
      throw new IllegalArgumentException("secret is empty; was its variable or file filled?");
    }
    return new Secret(value);
  }

  /**
   * Hands out the text, for the one place that sends it.
   *
   * @return the text, verbatim
   */
  public String reveal() {
    return value;
  }

  /** {@return the number of characters} */
  public int length() {
    return value.length();
  }

  /** {@return whether the other is a secret with the same text; takes the same time either way} */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return a hash of the text} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return a fixed text, never the secret} */
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}

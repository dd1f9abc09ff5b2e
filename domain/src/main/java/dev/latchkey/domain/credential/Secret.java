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
public abstract sealed class Secret permits PlainSecret, PackedSecret {

  Secret() {}

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
    return new PlainSecret(value);
  }

  /**
   * Hands out the text, for the one place that sends it.
   *
   * @return the text, verbatim
   */
  public abstract String reveal();

  /**
   * Keeps the same text in less room, if it is long and has only the characters of base64url and
   * few dots, as JSON Web Tokens and most refresh tokens have. It takes three quarters of the room
   * then, and whoever reveals it makes the text anew, which costs about a microsecond: for what is
   * kept in numbers and seldom shown.
   *
   * @return an equal secret
   */
  public abstract Secret packed();

  /** {@return the number of characters} */
  public abstract int length();

  /** {@return whether the other is a secret with the same text; takes the same time either way} */
  @Override
  public final boolean equals(Object other) {
    return this == other
        || other instanceof Secret that
            && MessageDigest.isEqual(
                reveal().getBytes(StandardCharsets.UTF_8),
                that.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /** {@return a hash of the text} */
  @Override
  public final int hashCode() {
    return reveal().hashCode();
  }

  /** {@return a fixed text, never the secret} */
  @Override
  public final String toString() {
    return "Secret[hidden]";
  }
}

package dev.latchkey.domain.token;

import java.util.Locale;
import java.util.Objects;

/**
 * How a token is used (RFC 6749, section 7.1).
 *
 * @param value the type as the server spelled it
 * @since 0.1
 */
public record TokenType(String value) {

  private static final String MARKS = "!#$%&'*+.^_`|~-";

  /** Whoever holds the token may use it (RFC 6750). */
  public static final TokenType BEARER = new TokenType("Bearer");

  /** Goes along in a signed HTTP request (Entra). */
  public static final TokenType POP = new TokenType("pop");

  /** Goes along with a proof of RFC 9449. */
  public static final TokenType DPOP = new TokenType("DPoP");

  /** Is used over TLS with the certificate that it is bound to (RFC 8705; Entra). */
  public static final TokenType MTLS_POP = new TokenType("mtls_pop");

  /** Is an SSH certificate, and no token (Entra). */
  public static final TokenType SSH_CERT = new TokenType("ssh-cert");

  /**
   * Checks the text.
   *
   * @param value the type as the server spelled it
   * @throws IllegalArgumentException if it is no token of RFC 9110, so that no header can be split
   */
  public TokenType {
    Objects.requireNonNull(value, "token type");
    if (value.isEmpty() || value.length() > 64 || !isWord(value)) {
      throw new IllegalArgumentException("token type is not a word of RFC 9110");
    }
  }

  /**
   * Names a type. The usual one is the same object each time, so that tokens from everywhere are
   * found to have it without a look at its letters.
   *
   * @param value the type, as it is written on the wire
   * @return the type
   * @throws IllegalArgumentException if it is not one word
   */
  public static TokenType of(String value) {
    return BEARER.value.equals(value) ? BEARER : new TokenType(value);
  }

  private static boolean isWord(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLetterOrDigit =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!isLetterOrDigit && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether the other is the same type; letter case does not matter (RFC 6749)} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof TokenType that && value.equalsIgnoreCase(that.value);
  }

  /** {@return a hash that does not depend on letter case} */
  @Override
  public int hashCode() {
    return value.toLowerCase(Locale.ROOT).hashCode();
  }

  /** {@return the type} */
  @Override
  public String toString() {
    return value;
  }
}

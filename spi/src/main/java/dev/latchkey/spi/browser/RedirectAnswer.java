package dev.latchkey.spi.browser;

import java.util.Objects;

/**
 * What a browser brought to the redirect URI, still encoded, so that there is one parser for all
 * answers. It may hold a code and does not print. Immutable.
 *
 * @since 0.1
 */
public final class RedirectAnswer {

  /** The most characters of an answer that are read: 64 Ki. */
  public static final int MAX_LENGTH = 64 << 10;

  private final Mode mode;
  private final String encoded;

  private RedirectAnswer(Mode mode, String encoded) {
    this.mode = mode;
    if (Objects.requireNonNull(encoded, "answer").length() > MAX_LENGTH) {
      throw new IllegalArgumentException("redirect answer is longer than " + MAX_LENGTH);
    }
    this.encoded = encoded;
  }

  /**
   * An answer in the address.
   *
   * @param encoded the raw query, without its question mark; empty if there was none
   * @return the answer
   * @throws IllegalArgumentException if it is longer than allowed
   */
  public static RedirectAnswer query(String encoded) {
    return new RedirectAnswer(Mode.QUERY, encoded);
  }

  /**
   * An answer in a form that was posted.
   *
   * @param encoded the body, {@code application/x-www-form-urlencoded}
   * @return the answer
   * @throws IllegalArgumentException if it is longer than allowed
   */
  public static RedirectAnswer form(String encoded) {
    return new RedirectAnswer(Mode.FORM_POST, encoded);
  }

  /** {@return how it came} */
  public Mode mode() {
    return mode;
  }

  /** {@return its parameters, encoded as they came} */
  public String encoded() {
    return encoded;
  }

  /** {@return how it came, and its length} */
  @Override
  public String toString() {
    return "RedirectAnswer[mode=" + mode + ", length=" + encoded.length() + "]";
  }

  /**
   * How answers come.
   *
   * @since 0.1
   */
  public enum Mode {
    /** In the address, by GET. */
    QUERY,
    /** In a form, by POST. */
    FORM_POST
  }
}

package dev.latchkey.application.request;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What the authority asks of the person who signs in (OpenID Connect Core, section 3.1.2.1). By
 * default nothing is said, and the authority decides.
 *
 * @param value one value or several, parted by blanks; providers have values of their own, such as
 *     Entra's {@code admin_consent}
 * @since 0.1
 */
public record Prompt(String value) {

  private static final Pattern SHAPE = Pattern.compile("[!-~]+(?: [!-~]+)*");

  /** The person chooses among accounts, even if only one is signed in. */
  public static final Prompt SELECT_ACCOUNT = new Prompt("select_account");

  /** The person is not to be asked at all: fails where that is not enough. */
  public static final Prompt NONE = new Prompt("none");

  /** The person is asked for consent, even if it was given before. */
  public static final Prompt CONSENT = new Prompt("consent");

  /** The person signs in again, even if signed in already. */
  public static final Prompt LOGIN = new Prompt("login");

  /** The person makes a new account (Initiating User Registration via OpenID Connect 1.0). */
  public static final Prompt CREATE = new Prompt("create");

  /**
   * Checks the shape.
   *
   * @param value one value or several, parted by blanks; providers have values of their own, such
   *     as Entra's {@code admin_consent}
   * @throws IllegalArgumentException if it is not made of visible ASCII, parted by single blanks
   */
  public Prompt {
    Objects.requireNonNull(value, "prompt");
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "prompt is empty or not visible ASCII parted by single blanks; leave the option out to"
              + " let the authority decide");
    }
  }

  /** {@return the value} */
  @Override
  public String toString() {
    return value;
  }
}

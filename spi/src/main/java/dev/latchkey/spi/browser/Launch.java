package dev.latchkey.spi.browser;

import java.util.Objects;

/**
 * What became of an attempt to open a browser.
 *
 * @param opened whether a program took the address
 * @param detail which program did, or what was tried and why it failed; no address
 * @since 0.1
 */
public record Launch(boolean opened, String detail) {

  /**
   * Checks that the detail is there.
   *
   * @param opened whether a program took the address
   * @param detail which program did, or what was tried and why it failed; no address
   */
  public Launch {
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * A program took the address.
   *
   * @param program which one
   * @return the outcome
   */
  public static Launch openedBy(String program) {
    return new Launch(true, program);
  }

  /**
   * No program took the address.
   *
   * @param reason what was tried and why it failed
   * @return the outcome
   */
  public static Launch failed(String reason) {
    return new Launch(false, reason);
  }
}

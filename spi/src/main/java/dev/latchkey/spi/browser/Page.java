package dev.latchkey.spi.browser;

import java.util.Objects;

/**
 * What a person sees after coming back.
 *
 * @param status the HTTP status, 200 to 599
 * @param html whether the text is HTML, whose maker has escaped what came from outside; else it is
 *     shown as it is
 * @param text the page
 * @since 0.1
 */
public record Page(int status, boolean html, String text) {

  /**
   * Checks the status.
   *
   * @param status the HTTP status, 200 to 599
   * @param html whether the text is HTML, whose maker has escaped what came from outside; else it
   *     is shown as it is
   * @param text the page
   * @throws IllegalArgumentException if the status is out of bounds
   */
  public Page {
    Objects.requireNonNull(text, "page");
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("page status is not between 200 and 599");
    }
  }
}

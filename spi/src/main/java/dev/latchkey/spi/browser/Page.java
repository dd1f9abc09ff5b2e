package dev.latchkey.spi.browser;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees after coming back.
 *
 * @param status the HTTP status, 200 to 599
 * @param html whether the text is HTML, whose maker has escaped what came from outside; else it is
 *     shown as it is
 * @param text the page
 * @param location where the browser is sent on to, or null; an address of the application's own,
 *     with nothing in it of what came
 * @since 0.1
 */
public record Page(int status, boolean html, String text, @Nullable BrowserUrl location) {

  /**
   * Checks the status.
   *
   * @param status the HTTP status, 200 to 599
   * @param html whether the text is HTML, whose maker has escaped what came from outside; else it
   *     is shown as it is
   * @param text the page
   * @param location where the browser is sent on to, or null; an address of the application's own,
   *     with nothing in it of what came
   * @throws IllegalArgumentException if the status is out of bounds, or is a redirect (3xx) without
   *     a location or the other way round
   */
  public Page {
    Objects.requireNonNull(text, "page");
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("page status is not between 200 and 599");
    }
    if (status / 100 == 3 != (location != null)) {
      throw new IllegalArgumentException("a page has a location if its status is 3xx, else none");
    }
  }

  /**
   * A page that is shown.
   *
   * @param status the HTTP status, 200 to 599 but for 3xx
   * @param html whether the text is HTML, whose maker has escaped what came from outside; else it
   *     is shown as it is
   * @param text the page
   * @throws IllegalArgumentException if the status is out of bounds
   */
  public Page(int status, boolean html, String text) {
    this(status, html, text, null);
  }

  /**
   * A page that the browser gets from elsewhere, by GET (status 303).
   *
   * @param location where from; an address of the application's own, with nothing in it of what
   *     came
   * @return the page
   */
  public static Page elsewhere(BrowserUrl location) {
    return new Page(303, false, "", Objects.requireNonNull(location, "location"));
  }
}

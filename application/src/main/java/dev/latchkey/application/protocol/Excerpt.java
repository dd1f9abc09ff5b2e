package dev.latchkey.application.protocol;

import dev.latchkey.domain.error.OutsideText;

/** Makes text from outside fit for a message: one line of at most 256 characters. */
public final class Excerpt {

  private static final int LONGEST = 256;

  private Excerpt() {}

  /**
   * Makes an excerpt.
   *
   * @param text the text from outside
   * @return what may be shown of it
   */
  public static String of(String text) {
    return OutsideText.line(text, LONGEST);
  }
}

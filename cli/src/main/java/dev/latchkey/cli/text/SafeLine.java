package dev.latchkey.cli.text;

import dev.latchkey.domain.error.OutsideText;

/** Makes one harmless line of text that others wrote. */
public final class SafeLine {

  private static final int LONGEST = 600;

  private SafeLine() {}

  /**
   * Takes secrets, what could steer a terminal, and what is too long, out of a text.
   *
   * @param text from a server, a file or an exception
   * @return one line
   */
  public static String of(String text) {
    return OutsideText.line(text, LONGEST);
  }
}

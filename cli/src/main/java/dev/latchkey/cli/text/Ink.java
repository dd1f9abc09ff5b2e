package dev.latchkey.cli.text;

import java.io.PrintWriter;

/** The colours, by what they say. */
public enum Ink {
  /** As it should be. */
  GOOD("32"),
  /** Works, and may surprise. */
  CAREFUL("33"),
  /** Does not work. */
  BAD("1;31"),
  /** Stands over other lines. */
  HEADING("1");

  private final String attributes;

  Ink(String attributes) {
    this.attributes = attributes;
  }

  /**
   * Colours a text for a stream.
   *
   * @param stream where it will be printed
   * @param text what
   * @return the text, unchanged unless the stream is a screen with colours
   */
  public String on(PrintWriter stream, String text) {
    return Screen.hasColours(stream) ? "\u001b[" + attributes + "m" + text + "\u001b[m" : text;
  }
}

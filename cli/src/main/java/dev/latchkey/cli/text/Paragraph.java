package dev.latchkey.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Text that is broken at blanks. */
public final class Paragraph {

  // Narrower than this, words stand one below the other and nobody can read them.
  private static final int NARROWEST = 12;

  private Paragraph() {}

  /**
   * Breaks a text.
   *
   * @param text one line
   * @param width the most that a line may have; a word that is longer stays whole
   * @param indent the blanks before all lines but the first, which stand in {@code text} itself
   * @return the lines
   */
  public static List<String> of(String text, int width, int indent) {
    if (text.length() <= width || width - indent < NARROWEST) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int end = rest.lastIndexOf(' ', width);
      if (end <= indent) {
        end = rest.indexOf(' ', width);
      }
      if (end < 0) {
        break;
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = " ".repeat(indent) + rest.substring(end).strip();
    }
    if (!rest.isBlank()) {
      lines.add(rest);
    }
    return lines;
  }
}

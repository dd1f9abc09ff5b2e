package dev.latchkey.cli.text;

/** Makes one harmless line of text that others wrote. */
public final class SafeLine {

  private static final int LONGEST = 600;

  private SafeLine() {}

  /**
   * Takes what could steer a terminal, and what is too long, out of a text.
   *
   * @param text from a server, a file or an exception
   * @return one line
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> isHarmless(c) ? c : ' ')
        .limit(LONGEST)
        .forEach(line::appendCodePoint);
    String single = line.toString().replaceAll(" +", " ").strip();
    return text.codePointCount(0, text.length()) > LONGEST ? single + "..." : single;
  }

  // Besides control characters, format characters can turn the direction of a line around.
  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

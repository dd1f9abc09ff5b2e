package dev.latchkey.application.protocol;

/** Makes text from outside fit to be shown: printable, on one line, at most 256 characters. */
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
    StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints()
        .limit(LONGEST)
        .map(c -> isPrintable(c) ? c : ' ')
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}

package dev.latchkey.benchmarks;

/**
 * Access tokens of 1,500 characters that say which request they answer, so that each one returned
 * can be checked for the price of reading a few characters.
 */
final class TokenText {

  static final int LENGTH = 1_500;

  private static final int BITS = 6;
  private static final int DIGITS = 4;
  private static final String REST = "x".repeat(LENGTH - DIGITS);

  private TokenText() {}

  static String of(int request) {
    char[] digits = new char[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = (char) ('0' + (request >> i * BITS & (1 << BITS) - 1));
    }
    // '0' + 63 is 'o': printable, but the range holds a backslash, which JSON would escape.
    return new String(digits).replace('\\', '~') + REST;
  }

  /**
   * Checks a token.
   *
   * @return the token
   * @throws IllegalStateException if it answers another request
   */
  static String checked(String token, int request) {
    if (token.length() != LENGTH || numberIn(token) != request) {
      throw new IllegalStateException("a token of another request than " + request);
    }
    return token;
  }

  private static int numberIn(String token) {
    int number = 0;
    for (int i = 0; i < DIGITS; i++) {
      char digit = token.charAt(i);
      number |= (digit == '~' ? '\\' - '0' : digit - '0') << i * BITS;
    }
    return number;
  }
}

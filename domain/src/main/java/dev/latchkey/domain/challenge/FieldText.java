package dev.latchkey.domain.challenge;

/**
 * The characters of one field value. Each question takes a position and answers with the one behind
 * what it looked for, or with the same if that is not there.
 */
final class FieldText {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
  private static final String TOKEN68_SIGNS = "-._~+/";

  private final String text;

  FieldText(String text) {
    this.text = text;
  }

  int length() {
    return text.length();
  }

  boolean is(int at, char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  /** {@return whether something ends here: the field, an element of its list, or a word} */
  boolean endsWord(int at) {
    return endsElement(at) || isBlank(text.charAt(at));
  }

  /** {@return whether the field or an element of its list ends here} */
  boolean endsElement(int at) {
    return at >= text.length() || text.charAt(at) == ',';
  }

  int blanks(int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  int blanksAndCommas(int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ',' || isBlank(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  int token(int from) {
    int at = from;
    while (at < text.length() && isOneOf(text.charAt(at), TOKEN_SIGNS)) {
      at++;
    }
    return at;
  }

  int token68(int from) {
    int at = from;
    while (at < text.length() && isOneOf(text.charAt(at), TOKEN68_SIGNS)) {
      at++;
    }
    if (at > from) {
      while (is(at, '=')) {
        at++;
      }
    }
    return at;
  }

  /**
   * {@return behind a value without quotes} More than a token is taken, since Azure sends URLs and
   * file names this way.
   */
  int bareValue(int from) {
    int at = from;
    while (at < text.length() && isBareValue(text.charAt(at))) {
      at++;
    }
    return is(from, '=') ? from : at;
  }

  /** {@return behind the closing quote, or -1 if there is none} */
  int quoted(int from) {
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at < text.length() ? at + 1 : -1;
  }

  /** {@return whether no control character stands between} */
  boolean isPrintable(int from, int to) {
    for (int at = from; at < to; at++) {
      char c = text.charAt(at);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** {@return the next comma outside of quotes or the end, or -1 if quotes are left open} */
  int endOfElement(int from) {
    int at = from;
    while (!endsElement(at)) {
      at = text.charAt(at) == '"' ? quoted(at) : at + 1;
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }

  String between(int from, int to) {
    return text.substring(from, to);
  }

  /** {@return the text within quotes, escapes undone} */
  String unquoted(int from, int to) {
    StringBuilder plain = new StringBuilder(to - from);
    for (int at = from + 1; at < to - 1; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      plain.append(text.charAt(at));
    }
    return plain.toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isOneOf(char c, String signs) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || signs.indexOf(c) >= 0;
  }

  private static boolean isBareValue(char c) {
    return c > ' ' && c != ',' && c != '"' && c != 0x7f;
  }
}

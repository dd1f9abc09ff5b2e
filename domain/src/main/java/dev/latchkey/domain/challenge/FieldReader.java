package dev.latchkey.domain.challenge;

/**
 * Reads one field value: a list in which commas part both challenges and their parameters (RFC
 * 9110, section 11.6.1). Each step returns the position that comes next, so a field is read in time
 * linear in its length.
 */
final class FieldReader {

  private final FieldText text;
  private final ChallengesBuilder into;

  FieldReader(String field, ChallengesBuilder into) {
    this.text = new FieldText(field);
    this.into = into;
  }

  /** Reads a field of challenges. */
  void readChallenges() {
    readFrom(0);
    into.end();
  }

  /** Reads a field of parameters, before which some servers write a scheme. */
  void readParameters() {
    int start = text.blanksAndCommas(0);
    int word = text.token(start);
    into.begin("");
    readFrom(word > start && !text.is(text.blanks(word), '=') ? text.blanks(word) : start);
    into.end();
  }

  private void readFrom(int start) {
    int at = start;
    while (at < text.length()) {
      int element = text.blanksAndCommas(at);
      if (element == text.length()) {
        return;
      }
      boolean parted = at == 0 || text.is(text.blanks(at), ',');
      at = element(element, parted);
    }
  }

  // A name with an equals sign is always a parameter; a word without one can only be a scheme, and
  // only behind a comma.
  private int element(int at, boolean parted) {
    int word = text.token(at);
    if (word == at) {
      return broken(at);
    }
    int next = text.blanks(word);
    if (text.is(next, '=')) {
      return parameter(text.between(at, word), text.blanks(next + 1));
    }
    if (!parted) {
      return broken(at);
    }
    return into.begin(text.between(at, word)) ? scheme(word) : text.length();
  }

  private int scheme(int end) {
    if (!text.endsWord(end)) {
      return broken(end);
    }
    int start = text.blanks(end);
    int word = text.token68(start);
    int next = text.blanks(word);
    if (word > start && text.endsElement(next)) {
      into.token68(text.between(start, word));
      return next;
    }
    return start;
  }

  private int parameter(String name, int at) {
    boolean quoted = text.is(at, '"');
    int end = quoted ? text.quoted(at) : text.bareValue(at);
    if (end < 0) {
      into.fault(HeaderFault.UNTERMINATED_QUOTE);
      return text.length();
    }
    if (end == at || !text.endsWord(end) || !text.isPrintable(at, end)) {
      return broken(end);
    }
    into.parameter(name, quoted ? text.unquoted(at, end) : text.between(at, end));
    return end;
  }

  private int broken(int at) {
    int end = text.endOfElement(at);
    into.fault(end < 0 ? HeaderFault.UNTERMINATED_QUOTE : HeaderFault.MALFORMED);
    return end < 0 ? text.length() : end;
  }
}

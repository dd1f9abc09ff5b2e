package dev.latchkey.application.json;

/**
 * A long text where it stands in the document, which has it once: of forty thousand tokens that are
 * read few are asked for. The document stays as long as one of them. Immutable.
 */
final class LongText implements CharSequence {

  private final String document;
  private final int from;
  private final int length;

  LongText(String document, int from, int end) {
    this.document = document;
    this.from = from;
    this.length = end - from;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return document.charAt(from + index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  /** {@return a copy} */
  @Override
  public String toString() {
    return document.substring(from, from + length);
  }
}

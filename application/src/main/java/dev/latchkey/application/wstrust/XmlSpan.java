package dev.latchkey.application.wstrust;

/**
 * Finds the very characters of an element. A signature is over these, and writing a parsed document
 * anew would change them.
 */
final class XmlSpan {

  private final String text;
  private int at;

  private XmlSpan(String text) {
    this.text = text;
  }

  /**
   * Cuts an element out.
   *
   * @param text a document that {@link XmlReader} has read, so that it is well-formed and has no
   *     document type
   * @param ordinal how many elements begin before it
   * @return the element with its tags
   */
  static String of(String text, int ordinal) {
    return new XmlSpan(text).element(ordinal);
  }

  private String element(int ordinal) {
    int begun = 0;
    int start = -1;
    int depth = 0;
    while (true) {
      at = index("<", at);
      int tag = at;
      if (text.startsWith("<!--", tag)) {
        at = behind("-->", tag + 4);
      } else if (text.startsWith("<![CDATA[", tag)) {
        at = behind("]]>", tag + 9);
      } else if (text.startsWith("<?", tag)) {
        at = behind("?>", tag + 2);
      } else if (text.startsWith("</", tag)) {
        at = behind(">", tag);
        depth -= start >= 0 ? 1 : 0;
      } else {
        at = behindTag(tag);
        if (start < 0 && begun++ == ordinal) {
          start = tag;
        }
        depth += start >= 0 && text.charAt(at - 2) != '/' ? 1 : 0;
      }
      if (start >= 0 && depth == 0) {
        return text.substring(start, at);
      }
    }
  }

  // Inside quotes, > is a character like any other.
  private int behindTag(int tag) {
    for (int i = tag; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '>') {
        return i + 1;
      }
      if (c == '"' || c == '\'') {
        i = index(String.valueOf(c), i + 1);
      }
    }
    throw unfinished();
  }

  private int behind(String mark, int from) {
    return index(mark, from) + mark.length();
  }

  private int index(String mark, int from) {
    int found = text.indexOf(mark, from);
    if (found < 0) {
      throw unfinished();
    }
    return found;
  }

  private static IllegalArgumentException unfinished() {
    return new IllegalArgumentException("not valid XML");
  }
}

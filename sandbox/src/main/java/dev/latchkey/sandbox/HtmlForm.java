package dev.latchkey.sandbox;

/** A form that is posted. Every field has a label; everything put in is escaped. */
final class HtmlForm {

  private final StringBuilder html = new StringBuilder();

  HtmlForm(String action) {
    html.append("<form method=\"post\" action=\"").append(HtmlPage.escape(action)).append("\">\n");
  }

  HtmlForm hidden(String name, String value) {
    html.append(
        "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
            .formatted(HtmlPage.escape(name), HtmlPage.escape(value)));
    return this;
  }

  HtmlForm field(String name, String label, String type, String value) {
    html.append(
        "<label for=\"%1$s\">%2$s</label>\n<input id=\"%1$s\" name=\"%1$s\" type=\"%3$s\" value=\"%4$s\">\n"
            .formatted(
                HtmlPage.escape(name), HtmlPage.escape(label), type, HtmlPage.escape(value)));
    return this;
  }

  /** Adds a button; one without a name sends nothing of its own. */
  HtmlForm button(String label, String name, String value) {
    String sent =
        name.isEmpty()
            ? ""
            : " name=\"%s\" value=\"%s\"".formatted(HtmlPage.escape(name), HtmlPage.escape(value));
    html.append("<button type=\"submit\"%s>%s</button>\n".formatted(sent, HtmlPage.escape(label)));
    return this;
  }

  String html() {
    return html + "</form>\n";
  }
}

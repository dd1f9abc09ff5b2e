package dev.latchkey.sandbox;

import java.util.Map;

/**
 * A plain page for people: headings, sentences, forms. Whatever is put in is escaped, and the page
 * is forbidden to load anything.
 */
final class HtmlPage {

  private static final String STYLE =
      """
      body{font:1rem/1.5 sans-serif;margin:3rem auto;max-width:28rem;padding:0 1rem;color:#1b1b1b;background:#fff}
      label,button{display:block;margin-top:1rem}
      input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.4rem}
      button{font:inherit;padding:.4rem 1rem}
      [role=alert]{border-left:.3rem solid #b00020;padding-left:.7rem}
      """;

  private final String nonce = Keys.random("");
  private final StringBuilder body = new StringBuilder();
  private final String title;

  HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  HtmlPage text(String sentence) {
    body.append("<p>").append(escape(sentence)).append("</p>\n");
    return this;
  }

  /** Adds a sentence that a screen reader speaks at once. */
  HtmlPage alert(String sentence) {
    body.append("<p role=\"alert\">").append(escape(sentence)).append("</p>\n");
    return this;
  }

  HtmlPage form(HtmlForm form) {
    body.append(form.html());
    return this;
  }

  /** Adds a form that sends itself where scripts run, and has a button where they do not. */
  HtmlPage selfSubmitting(String action, Map<String, String> fields) {
    HtmlForm form = new HtmlForm(action);
    fields.forEach(form::hidden);
    body.append(form.button("Continue", "", "").html());
    body.append("<script nonce=\"")
        .append(nonce)
        .append("\">document.forms[0].submit()</script>\n");
    return this;
  }

  Answer answer(int status) {
    String page =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style nonce="%s">
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
            .formatted(escape(title), nonce, STYLE, body);
    // Nothing is said of form-action: browsers hold it against the redirect that answers a form.
    String policy =
        "default-src 'none'; style-src 'nonce-%s'; script-src 'nonce-%s'; base-uri 'none'; frame-ancestors 'none'"
            .formatted(nonce, nonce);
    return Answer.of(status, "text/html; charset=utf-8", page)
        .with("Content-Security-Policy", policy)
        .with("Referrer-Policy", "no-referrer")
        .with("X-Content-Type-Options", "nosniff");
  }
}

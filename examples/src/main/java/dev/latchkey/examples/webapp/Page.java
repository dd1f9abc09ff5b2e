package dev.latchkey.examples.webapp;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A plain page. Whatever is put in is escaped. */
final class Page {

  private final StringBuilder body = new StringBuilder();
  private final String title;

  Page(String title) {
    this.title = escape(title);
  }

  /** Adds a sentence, which style sheets and tests find by its id. */
  Page text(String id, String sentence) {
    body.append("<p id=\"%s\">%s</p>%n".formatted(id, escape(sentence)));
    return this;
  }

  /** Adds a button. It posts, so that a link of another site cannot press it. */
  Page button(String action, String label) {
    body.append(
        "<form method=\"post\" action=\"%1$s\"><button>%2$s</button></form>%n"
            .formatted(escape(action), escape(label)));
    return this;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  void send(HttpExchange exchange, int status) throws IOException {
    byte[] html =
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%1$s</title></head>
        <body><main><h1>%1$s</h1>
        %2$s</main></body>
        </html>
        """
            .formatted(title, body)
            .getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/html; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, html.length);
    exchange.getResponseBody().write(html);
  }

  static void redirect(HttpExchange exchange, String target) throws IOException {
    exchange.getResponseHeaders().set("Location", target);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(303, -1);
  }
}

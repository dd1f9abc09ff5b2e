package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Page;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A page as it goes over the wire. */
final class Reply {

  // Pages may have a style and an image of their own, and load or start nothing.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private Reply() {}

  static byte[] bytes(Page page, boolean withBody) {
    byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
    String type = page.html() ? "text/html" : "text/plain";
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(page.status()).append(" \r\n");
    field(head, "Content-Type", type + "; charset=utf-8");
    field(head, "Content-Length", Integer.toString(body.length));
    field(head, "Cache-Control", "no-store");
    field(head, "Referrer-Policy", "no-referrer");
    field(head, "X-Content-Type-Options", "nosniff");
    field(head, "Content-Security-Policy", POLICY);
    field(head, "Connection", "close");
    if (page.status() == 405) {
      field(head, "Allow", "GET, POST");
    }
    BrowserUrl location = page.location();
    if (location != null) {
      field(head, "Location", location.argument());
    }
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    if (withBody) {
      bytes.writeBytes(body);
    }
    return bytes.toByteArray();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}

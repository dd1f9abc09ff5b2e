package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.Page;

/** Why a request is not shown to the check. The texts are fixed: nothing that came is repeated. */
enum Refusal {
  MALFORMED(400, "This request is not valid."),
  FROM_A_SCRIPT(403, "Only a browser that was sent here is answered, not a script."),
  NO_SUCH_PAGE(404, "There is nothing at this address."),
  METHOD(405, "Only GET and POST are answered here."),
  OVER(410, "This sign-in is over. You can close this window."),
  NO_LENGTH(411, "The form has to say how long it is."),
  BODY_TOO_LARGE(413, "The form is too large."),
  NO_FORM(415, "Only forms are read here."),
  FOREIGN_HOST(421, "This listener does not answer for that host."),
  HEAD_TOO_LARGE(431, "The address or the headers are too large."),
  FAILED(500, "The answer could not be read. Please return to the application."),
  NOT_WAITING(503, "Nobody waits for an answer here.");

  private final int status;
  private final String text;

  Refusal(int status, String text) {
    this.status = status;
    this.text = text;
  }

  Page page() {
    return new Page(status, false, text);
  }
}

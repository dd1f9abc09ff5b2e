package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.RedirectAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one request and lets through what may be an answer. */
final class Doorkeeper {

  private static final int MAX_HEAD = 16 << 10;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Set<String> hosts;
  private final String path;

  /**
   * Makes one for a redirect URI.
   *
   * @param port that is listened on
   * @param path of the redirect URI; may be empty
   */
  Doorkeeper(int port, String path) {
    // Browsers leave the port of their scheme out.
    this.hosts =
        port == 80
            ? Set.of("localhost", "127.0.0.1", "[::1]")
            : Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    this.path = path.isEmpty() ? "/" : path;
  }

  /**
   * Reads a request, and no byte more.
   *
   * @param in from a peer that may send anything; it limits the time
   * @return what came
   * @throws EOFException if nothing came
   */
  Arrival hear(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    Refusal unreadable = readHead(in, text);
    if (unreadable != null) {
      return new Arrival.Refused(unreadable);
    }
    Head head = Head.parse(text.toString());
    if (head == null) {
      return new Arrival.Refused(Refusal.MALFORMED);
    }
    Refusal refusal = judge(head);
    if (refusal != null) {
      return new Arrival.Refused(refusal, !head.method().equals("HEAD"));
    }
    return head.method().equals("GET") ? query(head) : form(head, in);
  }

  // Ends at the first byte that belongs to no head, so that nobody waits for the rest.
  private static @Nullable Refusal readHead(InputStream in, StringBuilder text) throws IOException {
    while (text.length() < MAX_HEAD) {
      int next = in.read();
      if (next < 0 && text.isEmpty()) {
        throw new EOFException("nothing came");
      }
      boolean afterReturn = !text.isEmpty() && text.charAt(text.length() - 1) == '\r';
      boolean control = next < ' ' && next != '\t' && next != '\r' || next == 0x7f;
      if (afterReturn ? next != '\n' : control) {
        return Refusal.MALFORMED;
      }
      text.append((char) next);
      if (next == '\n' && endsWithEmptyLine(text)) {
        text.setLength(text.length() - 4);
        return null;
      }
    }
    return Refusal.HEAD_TOO_LARGE;
  }

  private static boolean endsWithEmptyLine(StringBuilder text) {
    return text.length() >= 4 && text.charAt(text.length() - 3) == '\n';
  }

  private @Nullable Refusal judge(Head head) {
    String host = head.field("host").orElse("").toLowerCase(Locale.ROOT);
    if (!hosts.contains(host)) {
      return Refusal.FOREIGN_HOST;
    }
    if (!head.path().equals(path)) {
      return Refusal.NO_SUCH_PAGE;
    }
    if (!List.of("GET", "POST").contains(head.method())) {
      return Refusal.METHOD;
    }
    return head.field("sec-fetch-mode").orElse("navigate").equals("navigate")
        ? null
        : Refusal.FROM_A_SCRIPT;
  }

  private static Arrival query(Head head) {
    boolean bodiless =
        head.field("content-length").orElse("0").equals("0")
            && head.field("transfer-encoding").isEmpty();
    return bodiless && Parameters.areSound(head.query())
        ? new Arrival.Answer(RedirectAnswer.query(head.query()))
        : new Arrival.Refused(Refusal.MALFORMED);
  }

  private static Arrival form(Head head, InputStream in) throws IOException {
    String type = head.field("content-type").orElse("");
    if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
      return new Arrival.Refused(Refusal.NO_FORM);
    }
    String length = head.field("content-length").orElse("");
    if (length.isEmpty() || head.field("transfer-encoding").isPresent()) {
      return new Arrival.Refused(Refusal.NO_LENGTH);
    }
    // An answer both in the address and in the form could mean two things.
    if (!length.matches("[0-9]+") || !head.query().isEmpty()) {
      return new Arrival.Refused(Refusal.MALFORMED);
    }
    if (length.length() > 9 || Integer.parseInt(length) > RedirectAnswer.MAX_LENGTH) {
      return new Arrival.Refused(Refusal.BODY_TOO_LARGE);
    }
    int expected = Integer.parseInt(length);
    String body = new String(in.readNBytes(expected), StandardCharsets.ISO_8859_1);
    return body.length() == expected && Parameters.areSound(body)
        ? new Arrival.Answer(RedirectAnswer.form(body))
        : new Arrival.Refused(Refusal.MALFORMED);
  }
}

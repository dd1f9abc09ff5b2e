package dev.latchkey.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the pages that {@link HtmlPage} writes, and no others. */
final class HtmlReader {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
  private static final Pattern ACTION =
      Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
  private static final Pattern MAIN = Pattern.compile("(?s)<main>(.*)</main>");

  private HtmlReader() {}

  /** Returns where an answer sends the browser, or empty if it shows a page. */
  static Optional<SandboxRedirect> redirect(Answer answer) {
    Optional<String> location = header(answer, "Location");
    if (location.isPresent()) {
      URI uri = URI.create(location.get());
      String text = uri.getRawFragment() == null ? uri.getRawQuery() : uri.getRawFragment();
      Map<String, String> parameters = new LinkedHashMap<>();
      Forms.decode(text == null ? "" : text)
          .forEach((name, values) -> parameters.put(name, values.get(0)));
      return Optional.of(new SandboxRedirect(uri, false, parameters));
    }
    String page = body(answer);
    if (!page.contains("document.forms[0].submit()")) {
      return Optional.empty();
    }
    return Optional.of(new SandboxRedirect(URI.create(action(answer)), true, hiddenFields(answer)));
  }

  static Map<String, String> hiddenFields(Answer answer) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher matcher = HIDDEN.matcher(body(answer));
    while (matcher.find()) {
      fields.put(unescape(matcher.group(1)), unescape(matcher.group(2)));
    }
    return fields;
  }

  static String action(Answer answer) {
    Matcher matcher = ACTION.matcher(body(answer));
    return matcher.find() ? unescape(matcher.group(1)) : "";
  }

  static boolean hasAlert(Answer answer) {
    return body(answer).contains("role=\"alert\"");
  }

  /** Returns what a person reads, on one line. */
  static String text(Answer answer) {
    Matcher main = MAIN.matcher(body(answer));
    String text = main.find() ? main.group(1) : body(answer);
    return unescape(text.replaceAll("<[^>]*>", " ")).replaceAll("\\s+", " ").strip();
  }

  static Optional<String> cookie(Answer answer) {
    return header(answer, "Set-Cookie").map(line -> Texts.split(line, ';').get(0));
  }

  private static Optional<String> header(Answer answer, String name) {
    return answer.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Answer.Header::value)
        .findFirst();
  }

  private static String body(Answer answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String unescape(String text) {
    String plain = text;
    for (String[] pair :
        List.of(
            new String[] {"&lt;", "<"},
            new String[] {"&gt;", ">"},
            new String[] {"&quot;", "\""},
            new String[] {"&#39;", "'"},
            new String[] {"&amp;", "&"})) {
      plain = plain.replace(pair[0], pair[1]);
    }
    return plain;
  }
}

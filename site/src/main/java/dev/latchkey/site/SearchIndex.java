package dev.latchkey.site;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that can be searched, as a script: so the site also works from a folder, without a server.
 */
final class SearchIndex {

  private SearchIndex() {}

  static String of(List<Page> pages) {
    return pages.stream()
        .flatMap(
            page ->
                page.sections().stream()
                    .map(
                        section ->
                            "[%s,%s,%s,%s]"
                                .formatted(
                                    quoted(
                                        page.target()
                                            + (section.anchor().isEmpty()
                                                ? ""
                                                : "#" + section.anchor())),
                                    quoted(page.title()),
                                    quoted(section.heading()),
                                    quoted(section.text()))))
        .collect(Collectors.joining(",\n", "const SECTIONS = [\n", "\n];\n"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

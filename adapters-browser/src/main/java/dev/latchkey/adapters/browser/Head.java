package dev.latchkey.adapters.browser;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the fields of a request (RFC 9112), read more strictly than a server for
 * everybody might: browsers do not need its leniencies.
 *
 * @param method as it came
 * @param path the part of the target before the question mark
 * @param query the part after it; empty if there is none
 * @param fields by lower-case name; of fields that may be repeated, the last
 */
record Head(String method, String path, String query, Map<String, String> fields) {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern FIRST_LINE =
      Pattern.compile("(" + TOKEN + ") (/[!-~&&[^?#]]*)(?:\\?([!-~&&[^#]]*))? HTTP/1\\.[01]");
  private static final Pattern NAME = Pattern.compile(TOKEN);
  private static final Set<String> ONCE =
      Set.of("host", "content-length", "content-type", "transfer-encoding", "sec-fetch-mode");

  /** {@return the head of that text, without the empty line, or null if it is none} */
  static @Nullable Head parse(String text) {
    List<String> lines = List.of(text.split("\r\n", -1));
    Matcher first = FIRST_LINE.matcher(lines.get(0));
    if (!first.matches()) {
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon < 0
          || line.indexOf('\r') >= 0
          || !NAME.matcher(line.substring(0, colon)).matches()) {
        return null;
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String before = fields.put(name, line.substring(colon + 1).strip());
      if (before != null && ONCE.contains(name)) {
        return null;
      }
    }
    String query = first.group(3) == null ? "" : first.group(3);
    return new Head(first.group(1), first.group(2), query, Map.copyOf(fields));
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** {@return method and path; the query may hold a code} */
  @Override
  public String toString() {
    return method + " " + path;
  }
}

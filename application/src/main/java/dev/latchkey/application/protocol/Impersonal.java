package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import java.util.List;
import java.util.regex.Pattern;

/** What of an error answer may lie in a file: codes and ids. Sentences may name people. */
final class Impersonal {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:+ -]{1,64}");
  private static final int LONGEST_CLAIMS = 2048;
  private static final List<String> CODES =
      List.of("error", "suberror", "timestamp", "trace_id", "correlation_id");

  private Impersonal() {}

  static String of(String answer) {
    try {
      JsonFields fields = StrictJson.object(answer);
      JsonText kept = new JsonText();
      for (String name : CODES) {
        String value = fields.text(name);
        if (value != null && isCode(value)) {
          kept.put(name, value);
        }
      }
      String claims = fields.text("claims");
      if (claims != null && claims.length() <= LONGEST_CLAIMS && claims.indexOf('@') < 0) {
        kept.put("claims", claims);
      }
      List<Long> numbers = fields.numbers("error_codes");
      if (!numbers.isEmpty()) {
        kept.putAll(StrictJson.object("{\"error_codes\":" + numbers + "}"));
      }
      return kept.text();
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static boolean isCode(String value) {
    return CODE.matcher(value).matches() && value.indexOf('@') < 0;
  }
}

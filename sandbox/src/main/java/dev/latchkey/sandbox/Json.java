package dev.latchkey.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;

/**
 * The JSON that comes with the JOSE library; it is enough for what the sandbox reads and writes.
 */
final class Json {

  private Json() {}

  static String write(Map<String, ?> members) {
    return JSONObjectUtils.toJSONString(members);
  }

  static Map<String, Object> read(String text) {
    if (!text.stripLeading().startsWith("{")) {
      // The parser would read a list of pairs as an object.
      throw new IllegalArgumentException("not a JSON object");
    }
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
    }
  }
}

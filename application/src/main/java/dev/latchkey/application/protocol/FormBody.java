package dev.latchkey.application.protocol;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, in order, as application/x-www-form-urlencoded in UTF-8. */
public final class FormBody {

  // A bit for each character that stays as it is; a shift takes the lowest six bits of its
  // distance.
  private static final long PLAIN_BELOW_64 = bits("-.0123456789");
  private static final long PLAIN_FROM_64 =
      bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

  // What names and encoding add to the values.
  private static final int USUAL_REST = 256;

  private final Map<String, String> parameters = new LinkedHashMap<>();

  /** Begins with no parameters. */
  public FormBody() {}

  /**
   * Sets a parameter.
   *
   * @param name its name
   * @param value its value; an empty one is left out
   * @return this
   */
  public FormBody set(String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
    return this;
  }

  /**
   * Sets parameters.
   *
   * @param others values by name; empty ones are left out
   * @return this
   */
  public FormBody setAll(Map<String, String> others) {
    others.forEach(this::set);
    return this;
  }

  /**
   * Writes the parameters into the query of an address.
   *
   * @param address may have a query, which comes first
   * @return the address with all parameters
   */
  public URI onto(URI address) {
    return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + text());
  }

  /** {@return the value of a parameter; null if it is not set} */
  @Nullable String get(String name) {
    return parameters.get(name);
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }

  String text() {
    int length = 0;
    for (String value : parameters.values()) {
      length += value.length();
    }
    StringBuilder text = new StringBuilder(length + USUAL_REST);
    parameters.forEach(
        (name, value) -> {
          if (!text.isEmpty()) {
            text.append('&');
          }
          text.append(encoded(name)).append('=').append(encoded(value));
        });
    return text.toString();
  }

  static String encoded(String text) {
    return isPlain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // The encoder writes letter after letter, although most tokens have none to encode. To compare
  // letters with ranges would be a guess at each of them, since a token's are as good as random.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 128 || ((c < 64 ? PLAIN_BELOW_64 : PLAIN_FROM_64) >>> c & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  private static long bits(String characters) {
    return characters.chars().mapToLong(c -> 1L << c).reduce(0, (some, one) -> some | one);
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "FormBody" + parameters.keySet();
  }
}

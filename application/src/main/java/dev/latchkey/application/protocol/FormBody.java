package dev.latchkey.application.protocol;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, in order, as application/x-www-form-urlencoded in UTF-8. */
public final class FormBody {

  // A bit for each character that stays as it is; a shift takes the lowest six bits of its
  // distance.
  private static final long PLAIN_BELOW_64 = bits("-.0123456789");
  private static final long PLAIN_FROM_64 =
      bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

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
    for (Map.Entry<String, String> other : others.entrySet()) {
      set(other.getKey(), other.getValue());
    }
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

  @SuppressWarnings("deprecation") // what is encoded has lower halves only
  byte[] bytes() {
    List<String> pieces = pieces();
    int length = 0;
    for (String piece : pieces) {
      length += piece.length();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (String piece : pieces) {
      piece.getBytes(0, piece.length(), bytes, at);
      at += piece.length();
    }
    return bytes;
  }

  String text() {
    return String.join("", pieces());
  }

  // A token is copied once, to where it is sent from.
  private List<String> pieces() {
    List<String> pieces = new ArrayList<>(4 * parameters.size());
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!pieces.isEmpty()) {
        pieces.add("&");
      }
      pieces.add(encoded(parameter.getKey()));
      pieces.add("=");
      pieces.add(encoded(parameter.getValue()));
    }
    return pieces;
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
    long bits = 0;
    for (int i = 0; i < characters.length(); i++) {
      bits |= 1L << characters.charAt(i);
    }
    return bits;
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "FormBody" + parameters.keySet();
  }
}

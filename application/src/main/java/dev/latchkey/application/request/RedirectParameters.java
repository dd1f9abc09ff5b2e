package dev.latchkey.application.request;

import dev.latchkey.domain.error.AuthResponseException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a redirect, read strictly: what can be read in two ways is refused, since a
 * gateway or framework in front may have read it the other way.
 */
final class RedirectParameters {

  private static final int LONGEST = 64 << 10;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private RedirectParameters() {}

  static Map<String, String> ofQuery(String query) {
    return ofForm(query.startsWith("?") ? query.substring(1) : query);
  }

  static Map<String, String> ofForm(String encoded) {
    requireLength(encoded.length());
    if (encoded.indexOf('#') >= 0) {
      throw new AuthResponseException(
          "the answer has a fragment, which no server is sent; leave the response mode out, or use"
              + " form_post or query");
    }
    if (!encoded.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
      throw new AuthResponseException(
          "the answer has characters that are not encoded; hand over the raw query or body");
    }
    RedirectParameters parameters = new RedirectParameters();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.add(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters.values;
  }

  static Map<String, String> ofMap(Map<String, ?> decoded) {
    RedirectParameters parameters = new RedirectParameters();
    int length = 0;
    for (Map.Entry<String, ?> entry : decoded.entrySet()) {
      String value = single(entry.getKey(), entry.getValue());
      length += entry.getKey().length() + value.length();
      requireLength(length);
      parameters.add(entry.getKey(), value);
    }
    return parameters.values;
  }

  private static void requireLength(int length) {
    if (length > LONGEST) {
      throw new AuthResponseException("the answer has more than " + LONGEST + " characters");
    }
  }

  private void add(String name, String value) {
    if (name.isEmpty()) {
      throw new AuthResponseException("the answer has a parameter without a name");
    }
    if (!names.add(name)) {
      throw repeated();
    }
    // RFC 6749, section 3.1: without a value it counts as left out.
    if (!value.isEmpty()) {
      values.put(name, value);
    }
  }

  private static AuthResponseException repeated() {
    return new AuthResponseException(
        "the answer has a parameter more than once, which no authority sends (RFC 6749, section"
            + " 3.1); ignore the request");
  }

  private static String single(String name, Object value) {
    List<?> all =
        value instanceof Object[] array
            ? Arrays.asList(array)
            : value instanceof Collection<?> collection ? List.copyOf(collection) : List.of(value);
    if (all.size() > 1) {
      throw repeated();
    }
    if (all.isEmpty()) {
      return "";
    }
    if (all.get(0) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "the value of a parameter is neither a text nor an array or collection of one: "
            + name.length()
            + " characters of name");
  }

  private static String decoded(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AuthResponseException("the answer has a parameter that is not UTF-8");
    }
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new AuthResponseException("the answer has a broken percent-encoding");
    }
    return digit;
  }
}

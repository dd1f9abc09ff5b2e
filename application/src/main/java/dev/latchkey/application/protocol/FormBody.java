package dev.latchkey.application.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a token request, in order, as application/x-www-form-urlencoded in UTF-8. */
final class FormBody {

  private final Map<String, String> parameters = new LinkedHashMap<>();

  FormBody set(String name, String value) {
    if (!value.isEmpty()) {
      parameters.put(name, value);
    }
    return this;
  }

  FormBody setAll(Map<String, String> others) {
    others.forEach(this::set);
    return this;
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(256);
    parameters.forEach(
        (name, value) -> {
          if (!text.isEmpty()) {
            text.append('&');
          }
          text.append(encoded(name)).append('=').append(encoded(value));
        });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** {@return the names, never the values} */
  @Override
  public String toString() {
    return "FormBody" + parameters.keySet();
  }
}

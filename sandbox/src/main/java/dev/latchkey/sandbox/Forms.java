package dev.latchkey.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads {@code application/x-www-form-urlencoded}. */
final class Forms {

  static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private Forms() {}

  /**
   * Decodes a form or query; what is wrongly encoded is kept as it came, so that a test can see it.
   */
  static Map<String, List<String>> decode(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : Texts.split(text, '&')) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.computeIfAbsent(decodeOne(name), key -> new ArrayList<>()).add(decodeOne(value));
      }
    }
    values.replaceAll((name, list) -> List.copyOf(list));
    return Collections.unmodifiableMap(values);
  }

  static String decodeOne(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wronglyEncoded) {
      return text;
    }
  }

  static Optional<UUID> uuid(String text) {
    try {
      // fromString takes shortened forms too; only the full one is an id.
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException notAnId) {
      return Optional.empty();
    }
  }
}

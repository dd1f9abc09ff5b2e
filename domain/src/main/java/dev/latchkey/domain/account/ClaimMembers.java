package dev.latchkey.domain.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims by name and type. What decides is of its own type or an error, never "absent". */
final class ClaimMembers {

  /** The claims that become parts of identifiers. */
  static final Set<String> IDENTIFYING = Set.of("sub", "oid", "tid");

  /** The claims that are compared with what was sent. */
  static final Set<String> COMPARED = Set.of("nonce", "azp");

  // OpenID Connect Core, section 2, has it for subjects; the others are shorter still.
  private static final int MOST_IDENTIFIER_BYTES = 255;
  private static final int MOST_AUDIENCES = 100;
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Map<String, Object> members;

  private ClaimMembers(Map<String, Object> members) {
    this.members = members;
  }

  static ClaimMembers of(Map<String, Object> members) {
    return new ClaimMembers(Map.copyOf(members));
  }

  Map<String, Object> all() {
    return members;
  }

  @Nullable String text(String name) {
    Object value = members.get(name);
    if (value == null || value instanceof String) {
      return "".equals(value) ? null : (String) value;
    }
    throw new IllegalArgumentException("claim " + name + " is no text");
  }

  void identifier(String name) {
    String value = text(name);
    if (value == null) {
      return;
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > MOST_IDENTIFIER_BYTES) {
      throw new IllegalArgumentException(
          "claim " + name + " is longer than " + MOST_IDENTIFIER_BYTES + " bytes");
    }
    if (value.isBlank() || hasUnfit(value)) {
      throw new IllegalArgumentException("claim " + name + " is blank or has control characters");
    }
  }

  private static boolean hasUnfit(String value) {
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      if (isUnfit(value.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  // Half a surrogate pair would become a question mark, and two persons one.
  private static boolean isUnfit(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
  }

  List<String> audiences() {
    Object value = members.get("aud");
    if (value instanceof List<?> list) {
      if (list.isEmpty() || list.size() > MOST_AUDIENCES) {
        throw new IllegalArgumentException(
            "claim aud has " + list.size() + " elements; 1 to " + MOST_AUDIENCES + " are allowed");
      }
      List<String> audiences = new ArrayList<>(list.size());
      for (Object element : list) {
        audiences.add(audience(element));
      }
      return List.copyOf(audiences);
    }
    return List.of(required("aud", text("aud")));
  }

  private static String audience(Object element) {
    if (element instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new IllegalArgumentException("claim aud has an element that is no text");
  }

  @Nullable Instant time(String name) {
    Object value = members.get(name);
    if (value == null) {
      return null;
    }
    Instant time = timeOrNull(value);
    if (time == null) {
      throw new IllegalArgumentException(
          "claim " + name + " is no number of seconds from 1970 to 9999");
    }
    return time;
  }

  static @Nullable Instant timeOrNull(@Nullable Object value) {
    if (value instanceof Long seconds && seconds >= 0 && seconds <= LAST_SECOND) {
      return Instant.ofEpochSecond(seconds);
    }
    // RFC 7519 lets times have fractions. What is no number at all compares false here.
    if (value instanceof Double seconds && seconds >= 0 && seconds <= LAST_SECOND) {
      return Instant.ofEpochMilli((long) (seconds * 1_000));
    }
    return null;
  }

  <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("claim " + name + " is missing");
    }
    return value;
  }
}

package dev.latchkey.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code claims} parameter asks for (OpenID Connect Core, section 5.5), and whether a token
 * has it. Immutable.
 */
final class RequestedClaims {

  static final RequestedClaims NONE = new RequestedClaims(Map.of());

  // What a token says of itself is not for the client to choose.
  private static final Set<String> OWN =
      Set.of("iss", "aud", "exp", "iat", "nbf", "jti", "sub", "oid", "tid", "azp", "appid", "scp");

  private final Map<String, Object> members;

  private RequestedClaims(Map<String, Object> members) {
    this.members = members;
  }

  static RequestedClaims of(Optional<String> text) throws Refusal {
    if (text.isEmpty() || text.get().isEmpty()) {
      return NONE;
    }
    try {
      return parse(text.get());
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.Reason.BAD_CLAIMS, "The claims parameter is not a JSON object.", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no JSON object
   */
  static RequestedClaims parse(String json) {
    return new RequestedClaims(Json.read(json));
  }

  /** Returns a wish for what another token had of some claims. */
  static RequestedClaims carried(Map<String, ?> claims, String... names) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    for (String name : names) {
      if (claims.get(name) instanceof List<?> values) {
        wanted.put(name, Map.of("values", values));
      }
    }
    return new RequestedClaims(Map.of("access_token", wanted));
  }

  boolean asksIdToken(String claim) {
    return members.get("id_token") instanceof Map<?, ?> wanted && wanted.containsKey(claim);
  }

  /** Returns the claims that an access token gets because of it: those with a value. */
  Map<String, Object> forAccessToken() {
    Map<String, Object> granted = new LinkedHashMap<>();
    wanted()
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name) && !values.isEmpty()) {
                granted.put(name, values);
              }
            });
    return granted;
  }

  /** Tells whether a token with the given claims has all that is asked for. */
  boolean satisfiedBy(Map<String, ?> claims) {
    return wanted().entrySet().stream()
        .allMatch(one -> one.getValue().isEmpty() || has(one.getKey(), one.getValue(), claims));
  }

  private static boolean has(String name, List<String> values, Map<String, ?> claims) {
    Object claim = claims.get(name);
    if (name.equals("nbf")) {
      // Entra's way to say that older tokens are worth nothing any more.
      return claim instanceof Number number
          && values.stream().allMatch(value -> number.longValue() >= Long.parseLong(value));
    }
    List<String> present = new ArrayList<>();
    if (claim instanceof List<?> several) {
      several.forEach(one -> present.add(String.valueOf(one)));
    } else if (claim != null) {
      present.add(String.valueOf(claim));
    }
    return values.stream().anyMatch(present::contains);
  }

  private Map<String, List<String>> wanted() {
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    if (members.get("access_token") instanceof Map<?, ?> token) {
      token.forEach((name, value) -> wanted.put(String.valueOf(name), values(value)));
    }
    return wanted;
  }

  private static List<String> values(@Nullable Object value) {
    List<String> values = new ArrayList<>();
    if (value instanceof Map<?, ?> wish) {
      if (wish.get("value") != null) {
        values.add(String.valueOf(wish.get("value")));
      }
      if (wish.get("values") instanceof List<?> several) {
        several.forEach(one -> values.add(String.valueOf(one)));
      }
    }
    return values;
  }
}

package dev.latchkey.sandbox;

import java.util.Map;

/**
 * What a token is bound to.
 *
 * @param tokenType as the answer names it
 * @param confirmation the claim {@code cnf} of the token (RFC 7800); empty for a bearer token
 */
record Binding(String tokenType, Map<String, Object> confirmation) {

  static final Binding NONE = new Binding("Bearer", Map.of());

  Binding {
    confirmation = Map.copyOf(confirmation);
  }

  static Binding of(String tokenType, String method, Object value) {
    return new Binding(tokenType, Map.of(method, value));
  }
}

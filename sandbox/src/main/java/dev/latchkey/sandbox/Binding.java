package dev.latchkey.sandbox;

import java.util.Map;
import java.util.Optional;

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

  /** The key that a proof of RFC 9449 has shown. */
  Optional<String> proofKey() {
    return confirmation.get("jkt") instanceof String key ? Optional.of(key) : Optional.empty();
  }

  /** Refuses whoever has not shown the key that something is bound to. */
  void requireProofKey(String bound, String what) throws Refusal {
    if (proofKey().isEmpty()) {
      throw new Refusal(
          Refusal.Reason.DPOP_PROOF, "The " + what + " is bound to a key, and there is no proof.");
    }
    if (!proofKey().get().equals(bound)) {
      throw new Refusal(Refusal.Reason.OTHER_KEY, "The " + what + " is bound to another key.");
    }
  }

  static Binding of(String tokenType, String method, Object value) {
    return new Binding(tokenType, Map.of(method, value));
  }
}

package dev.latchkey.application.request;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Parameters that the caller adds to a token request; none may stand for one of the library's. */
final class ExtraParameters {

  private static final Set<String> OURS =
      Set.of(
          "client_id",
          "grant_type",
          "client_secret",
          "client_assertion",
          "client_assertion_type",
          "assertion",
          "code",
          "code_verifier",
          "refresh_token",
          "username",
          "password",
          "scope",
          "claims",
          "fmi_path");

  private ExtraParameters() {}

  static Map<String, String> checked(Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.isBlank()) {
            throw new IllegalArgumentException("extra parameters has an empty name");
          }
          if (OURS.contains(name)) {
            throw new IllegalArgumentException(
                "extra parameters may not set "
                    + name
                    + "; it has an option or argument of its own");
          }
          sorted.put(name, value);
        });
    return Collections.unmodifiableMap(sorted);
  }
}

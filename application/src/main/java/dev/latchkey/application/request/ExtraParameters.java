package dev.latchkey.application.request;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Parameters that the caller adds to a request; none may stand for one of the library's. */
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
          "user_id",
          "user_federated_identity_credential",
          "password",
          "subject_token",
          "actor_token",
          "scope",
          "claims",
          "fmi_path");

  // The last two would have the authority read everything else from another place.
  private static final Set<String> OURS_IN_THE_ADDRESS =
      Set.of(
          "client_id",
          "response_type",
          "redirect_uri",
          "scope",
          "state",
          "nonce",
          "code_challenge",
          "code_challenge_method",
          "response_mode",
          "prompt",
          "login_hint",
          "domain_hint",
          "max_age",
          "claims",
          "resource",
          "instance_aware",
          "client_info",
          "request",
          "request_uri");

  private ExtraParameters() {}

  static Map<String, String> checked(Map<String, String> parameters) {
    return checked("extra parameters", OURS, parameters);
  }

  static Map<String, String> checkedForAddress(Map<String, String> parameters) {
    return checked("extra query parameters", OURS_IN_THE_ADDRESS, parameters);
  }

  private static Map<String, String> checked(
      String what, Set<String> ours, Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.isBlank()) {
            throw new IllegalArgumentException(what + " has an empty name");
          }
          if (ours.contains(name)) {
            throw new IllegalArgumentException(
                what + " may not set " + name + "; it has an option or argument of its own");
          }
          sorted.put(name, value);
        });
    if ("ssh-cert".equals(sorted.get("token_type"))
        && !sorted.keySet().containsAll(Set.of("req_cnf", "key_id"))) {
      throw new IllegalArgumentException(
          what
              + " ask for an SSH certificate without req_cnf and key_id; give both, or use"
              + " SshCertificateScheme");
    }
    return Collections.unmodifiableMap(sorted);
  }
}

package dev.latchkey.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parameters of an authorization request (RFC 6749, section 4.1.1; OpenID Connect Core, section
 * 3.1.2.1), already known to come from an application that is registered, and to lead back to it.
 *
 * @param redirectUri sent, or the application's first
 */
record AuthorizationRequest(
    SandboxApplication application, String redirectUri, Map<String, String> parameters) {

  /** Says that a person did something on one of our pages, and what. */
  static final String STEP = "sandbox_step";

  /** Returns the parameters of the query, or of a form that is none of our own. */
  static Map<String, String> sent(RecordedRequest request) throws Refusal {
    Map<String, List<String>> all = new LinkedHashMap<>();
    request.query().ifPresent(query -> all.putAll(Forms.decode(query)));
    if (request.formParameter(STEP).isEmpty()) {
      request.form().forEach(all::putIfAbsent);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> one : all.entrySet()) {
      if (one.getValue().size() > 1) {
        throw new Refusal(
            Refusal.Reason.PARAMETER_REPEATED,
            "The request is not properly formatted. The parameter '"
                + one.getKey()
                + "' is duplicated.");
      }
      // An empty parameter is as good as none (RFC 6749, section 3.1).
      if (!one.getValue().get(0).isEmpty()) {
        parameters.put(one.getKey(), one.getValue().get(0));
      }
    }
    return parameters;
  }

  static AuthorizationRequest of(Map<String, String> parameters, SandboxApplications applications)
      throws Refusal {
    String clientId = parameters.getOrDefault("client_id", "");
    if (clientId.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.PARAMETER_MISSING,
          "The request must contain the following parameter: 'client_id'.");
    }
    SandboxApplication application = application(clientId, applications);
    Optional<String> sent = Optional.ofNullable(parameters.get("redirect_uri"));
    Optional<String> target =
        sent.isPresent() ? sent : application.redirectUris().stream().findFirst();
    if (target.isEmpty() || !(sent.isEmpty() || RedirectUris.allows(application, sent.get()))) {
      throw new Refusal(
          Refusal.Reason.BAD_REDIRECT_URI,
          "The redirect URI '"
              + sent.orElse("")
              + "' specified in the request does not match the redirect URIs configured for the"
              + " application '"
              + clientId
              + "'.");
    }
    return new AuthorizationRequest(application, target.get(), Map.copyOf(parameters));
  }

  static SandboxApplication application(String clientId, SandboxApplications applications)
      throws Refusal {
    return applications
        .find(clientId)
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Reason.UNKNOWN_CLIENT,
                    "Application with identifier '"
                        + clientId
                        + "' was not found in the directory. It is not registered with the sandbox."));
  }

  static void checkAllowed(List<String> scopes, SandboxApplication application) throws Refusal {
    for (String scope : scopes) {
      if (!application.allows(scope)) {
        throw new Refusal(Refusal.Reason.BAD_SCOPE, "The scope " + scope + " is not valid.");
      }
    }
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  List<String> scopes() {
    return Texts.scopes(get("scope").orElse("")).stream().distinct().toList();
  }

  List<String> prompts() {
    return Texts.scopes(get("prompt").orElse(""));
  }

  ResponseMode responseMode() {
    return get("response_mode").flatMap(ResponseMode::named).orElse(ResponseMode.QUERY);
  }

  RequestedClaims claims() throws Refusal {
    return RequestedClaims.of(get("claims"));
  }

  /** Refuses what the application may be told about by redirect. */
  void check() throws Refusal {
    String type = get("response_type").orElse("");
    if (!type.equals("code")) {
      throw new Refusal(
          Refusal.Reason.RESPONSE_TYPE,
          "The response_type '" + type + "' is not supported; use code.");
    }
    Optional<String> mode = get("response_mode");
    if (mode.isPresent() && ResponseMode.named(mode.get()).isEmpty()) {
      throw badRequest("The response_mode '" + mode.get() + "' is not supported.");
    }
    checkProofKey();
    Optional<String> key = get("dpop_jkt");
    if (key.isPresent() && !key.get().matches("[A-Za-z0-9_-]{43}")) {
      throw badRequest("The dpop_jkt must be SHA-256 in base64url without padding.");
    }
    checkAllowed(scopes(), application);
    if (prompts().contains("none") && prompts().size() > 1) {
      throw badRequest("prompt=none goes with no other prompt.");
    }
    if (get("max_age").isPresent() && !get("max_age").get().matches("[0-9]{1,9}")) {
      throw badRequest("max_age must be a number of seconds.");
    }
    claims();
  }

  private void checkProofKey() throws Refusal {
    Optional<String> challenge = get("code_challenge");
    if (challenge.isEmpty()) {
      if (application.proofKeyRequired() || get("code_challenge_method").isPresent()) {
        throw badRequest("The request must contain the following parameter: 'code_challenge'.");
      }
    } else if (!get("code_challenge_method").orElse("plain").equals("S256")) {
      throw badRequest("The code_challenge_method must be S256.");
    } else if (!challenge.get().matches("[A-Za-z0-9_-]{43}")) {
      throw badRequest("The code_challenge must be SHA-256 in base64url without padding.");
    }
  }

  private static Refusal badRequest(String text) {
    return new Refusal(Refusal.Reason.BAD_REQUEST, text);
  }

  /** Returns what the pages of this request are posted to: the same address with all of it. */
  String action() {
    return "?"
        + parameters.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

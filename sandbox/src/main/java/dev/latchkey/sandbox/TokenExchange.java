package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every token endpoint does, whoever it speaks like. */
final class TokenExchange {

  /** Finds out who sent a request. */
  @FunctionalInterface
  interface Authenticator {
    SandboxApplication authenticate(RecordedRequest request) throws Refusal;
  }

  private final ErrorDialect errors;
  private final Map<String, Grant> grants = new TreeMap<>();

  TokenExchange(ErrorDialect errors, List<Grant> grants) {
    this.errors = errors;
    grants.forEach(grant -> this.grants.put(grant.type(), grant));
  }

  /** Finds out what the token is to be bound to. */
  @FunctionalInterface
  interface Binder {
    Binding bind(RecordedRequest request) throws Refusal;
  }

  Answer answer(RecordedRequest request, Place place, Authenticator authenticator, Binder binder) {
    try {
      refuseRepeated(request);
      String type = required(request, "grant_type");
      Grant grant = grants.get(type);
      if (grant == null) {
        throw new Refusal(
            Refusal.Reason.UNSUPPORTED_GRANT,
            "The app requested an unsupported grant type '" + type + "'.");
      }
      grant.checkParameters(request);
      RequestedClaims claims = RequestedClaims.of(request.formParameter("claims"));
      SandboxApplication application = authenticator.authenticate(request);
      TokenCall call = new TokenCall(request, application, place, claims, binder.bind(request));
      return Answer.json(200, grant.grant(call)).with("Pragma", "no-cache");
    } catch (Refusal refusal) {
      return errors.answer(request, refusal);
    }
  }

  static String required(RecordedRequest request, String name) throws Refusal {
    String value = request.formParameter(name).orElse("");
    if (value.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.PARAMETER_MISSING,
          "The request body must contain the following parameter: '" + name + "'.");
    }
    return value;
  }

  private static void refuseRepeated(RecordedRequest request) throws Refusal {
    for (Map.Entry<String, List<String>> parameter : request.form().entrySet()) {
      if (parameter.getValue().size() > 1) {
        throw new Refusal(
            Refusal.Reason.PARAMETER_REPEATED,
            "The request is not properly formatted. The parameter '"
                + parameter.getKey()
                + "' is duplicated.");
      }
    }
  }
}

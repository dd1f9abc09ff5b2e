package dev.latchkey.sandbox;

import java.util.List;
import java.util.Optional;

/** Finds out which application sent a request. */
final class ClientAuthenticator {

  private final SandboxApplications applications;
  private final List<ClientAuthentication> methods;

  ClientAuthenticator(SandboxApplications applications) {
    this.applications = applications;
    methods = List.of(new ReadyMadeAssertion(), new SecretPost(), new SecretBasic());
  }

  /** Takes every method, the strongest where several were used, as Entra does. */
  SandboxApplication lenient(RecordedRequest request) throws Refusal {
    List<ClientAuthentication> used =
        methods.stream().filter(one -> one.isUsedBy(request)).toList();
    return authenticate(request, used);
  }

  /** Takes one of the methods given, and refuses several at once (RFC 6749, section 2.3). */
  SandboxApplication strict(RecordedRequest request, List<String> allowed) throws Refusal {
    List<ClientAuthentication> used =
        methods.stream().filter(one -> one.isUsedBy(request)).toList();
    if (used.size() > 1) {
      throw new Refusal(
          Refusal.Reason.SEVERAL_METHODS, "more than one client authentication method was used.");
    }
    if (!used.isEmpty() && !allowed.contains(used.get(0).method())) {
      throw new Refusal(
          Refusal.Reason.METHOD_NOT_ALLOWED, used.get(0).method() + " is not supported here.");
    }
    return authenticate(request, used);
  }

  private SandboxApplication authenticate(RecordedRequest request, List<ClientAuthentication> used)
      throws Refusal {
    Optional<String> sent = request.formParameter("client_id");
    Optional<String> proven = used.isEmpty() ? sent : used.get(0).clientId(request);
    String id =
        sent.or(() -> proven)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Reason.PARAMETER_MISSING,
                        "The request body must contain the following parameter: 'client_id'."));
    if (proven.isPresent() && !proven.get().equals(id)) {
      throw new Refusal(Refusal.Reason.UNKNOWN_CLIENT, "header and body name different clients.");
    }
    SandboxApplication application =
        applications
            .find(id)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Reason.UNKNOWN_CLIENT,
                        "Application with identifier '"
                            + id
                            + "' was not found in the directory. It is not registered with the sandbox."));
    if (used.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.CREDENTIAL_MISSING,
          "The request body must contain the following parameter: 'client_assertion' or"
              + " 'client_secret'.");
    }
    used.get(0).check(request, application);
    return application;
  }
}

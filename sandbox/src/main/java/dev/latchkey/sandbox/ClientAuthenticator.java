package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Finds out which application sent a request. */
final class ClientAuthenticator {

  private final SandboxApplications applications;
  private final List<ClientAuthentication> methods;

  ClientAuthenticator(SandboxApplications applications, Clock clock) {
    this.applications = applications;
    methods =
        List.of(
            new AssertionAuthentication(clock),
            new SecretPost(),
            new SecretBasic(),
            new TlsIssued(clock),
            new TlsSelfSigned(clock));
  }

  SandboxApplication authenticate(RecordedRequest request, ProofTerms terms) throws Refusal {
    List<ClientAuthentication> used =
        methods.stream()
            .filter(one -> one.isUsedBy(request))
            // A server that minds no second method does not look at one that it does not know.
            .filter(one -> terms.oneMethodOnly() || terms.methods().contains(one.method()))
            .toList();
    if (terms.oneMethodOnly() && used.size() > 1) {
      throw new Refusal(
          Refusal.Reason.SEVERAL_METHODS, "more than one client authentication method was used.");
    }
    if (!used.isEmpty() && !terms.methods().contains(used.get(0).method())) {
      throw new Refusal(
          Refusal.Reason.METHOD_NOT_ALLOWED, used.get(0).method() + " is not supported here.");
    }
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
    SandboxApplication application = AuthorizationRequest.application(id, applications);
    if (application.isPublic() && !forItself(request)) {
      refuseUselessProof(application, used);
      if (used.isEmpty()) {
        return application;
      }
    }
    if (used.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.CREDENTIAL_MISSING,
          "The request body must contain the following parameter: 'client_assertion' or"
              + " 'client_secret'.");
    }
    used.get(0).check(request, application, terms);
    return application;
  }

  /** What an application gets for itself it has to prove itself for. */
  private static boolean forItself(RecordedRequest request) {
    return request.formParameter("grant_type").orElse("").equals("client_credentials");
  }

  private static void refuseUselessProof(
      SandboxApplication application, List<ClientAuthentication> used) throws Refusal {
    if (!used.isEmpty() && !application.hasCredential()) {
      throw new Refusal(
          Refusal.Reason.SECRET_OF_PUBLIC_CLIENT,
          "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.");
    }
  }
}

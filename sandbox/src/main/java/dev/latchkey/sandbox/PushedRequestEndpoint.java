package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /realms/{realm}/protocol/openid-connect/ext/par/request} (RFC 9126). */
final class PushedRequestEndpoint implements Endpoint {

  private static final Set<String> PROOFS =
      Set.of("client_secret", "client_assertion", "client_assertion_type");

  private final RealmClients clients;
  private final SandboxApplications applications;
  private final PushedRequests pushed;
  private final RealmErrors errors = new RealmErrors();

  PushedRequestEndpoint(
      RealmClients clients, SandboxApplications applications, PushedRequests pushed) {
    this.clients = clients;
    this.applications = applications;
    this.pushed = pushed;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.PUSHED_AUTHORIZATION;
  }

  @Override
  public Set<String> methods() {
    return WRITE;
  }

  @Override
  public boolean matches(List<String> segments) {
    return Realms.matches(segments, List.of("protocol", "openid-connect", "ext", "par", "request"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    try {
      SandboxApplication application = clients.authenticate(request);
      Map<String, String> parameters = new LinkedHashMap<>(AuthorizationRequest.sent(request));
      parameters.keySet().removeAll(PROOFS);
      parameters.put("client_id", application.clientId());
      if (parameters.containsKey("request_uri")) {
        throw new Refusal(Refusal.Reason.BAD_REQUEST, "request_uri must not be sent here.");
      }
      AuthorizationRequest.of(parameters, applications).check();
      return Answer.json(
          201,
          Map.of(
              "request_uri",
              pushed.add(application.clientId(), parameters),
              "expires_in",
              PushedRequests.LIFETIME.toSeconds()));
    } catch (Refusal refusal) {
      return errors.answer(request, refusal);
    }
  }
}

package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /realms/{realm}/protocol/openid-connect/auth/device} (RFC 8628, section 3.1). */
final class RealmDeviceEndpoint implements Endpoint {

  private final RealmClients clients;
  private final DeviceCodes codes;
  private final RealmErrors errors = new RealmErrors();

  RealmDeviceEndpoint(RealmClients clients, DeviceCodes codes) {
    this.clients = clients;
    this.codes = codes;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.DEVICE_AUTHORIZATION;
  }

  @Override
  public Set<String> methods() {
    return WRITE;
  }

  @Override
  public boolean matches(List<String> segments) {
    return Realms.matches(segments, List.of("protocol", "openid-connect", "auth", "device"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    try {
      SandboxApplication application = clients.authenticate(request);
      List<String> scopes = Texts.scopes(request.formParameter("scope").orElse(""));
      AuthorizationRequest.checkAllowed(scopes, application);
      DeviceCodes.Request begun = codes.begin(clients.place(request), application, scopes);
      Map<String, Object> members = EntraDeviceEndpoint.members(begun);
      members.put(
          "verification_uri_complete",
          members.get("verification_uri") + "?user_code=" + begun.userCode());
      return Answer.json(200, members);
    } catch (Refusal refusal) {
      return errors.answer(request, refusal);
    }
  }
}

package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /{tenant}/oauth2/v2.0/devicecode}: takes every application by its name alone. */
final class EntraDeviceEndpoint implements Endpoint {

  private final Tenants tenants;
  private final BaseUris bases;
  private final SandboxApplications applications;
  private final DeviceCodes codes;
  private final EntraErrors errors;

  EntraDeviceEndpoint(
      Tenants tenants,
      BaseUris bases,
      SandboxApplications applications,
      DeviceCodes codes,
      EntraErrors errors) {
    this.tenants = tenants;
    this.bases = bases;
    this.applications = applications;
    this.codes = codes;
    this.errors = errors;
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
    return MicrosoftPath.of(segments).isEndpoint("devicecode");
  }

  @Override
  public Answer handle(RecordedRequest request) {
    String segment = MicrosoftPath.of(Texts.segments(request.path())).tenant();
    try {
      Place place =
          tenants
              .place(segment, bases.of(request))
              .orElseThrow(
                  () ->
                      new Refusal(
                          Refusal.Reason.UNKNOWN_TENANT,
                          EntraMetadataEndpoint.unknownTenant(segment)));
      String clientId = TokenExchange.required(request, "client_id");
      SandboxApplication application = AuthorizationRequest.application(clientId, applications);
      List<String> scopes = Texts.scopes(TokenExchange.required(request, "scope"));
      AuthorizationRequest.checkAllowed(scopes, application);
      Map<String, Object> members = members(codes.begin(place, application, scopes));
      members.put(
          "message",
          "To sign in, use a web browser to open the page %s and enter the code %s to authenticate."
              .formatted(members.get("verification_uri"), members.get("user_code")));
      return Answer.json(200, members);
    } catch (Refusal refusal) {
      return errors.answer(request, refusal);
    }
  }

  static Map<String, Object> members(DeviceCodes.Request request) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("user_code", request.userCode());
    members.put("device_code", request.deviceCode());
    members.put("verification_uri", request.place().base() + DevicePage.PATH);
    members.put("expires_in", request.application().deviceCodeLifetime().toSeconds());
    members.put("interval", request.application().deviceInterval().toSeconds());
    return members;
  }
}

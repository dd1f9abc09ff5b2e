package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /common/userrealm/{user}}: who checks the password of a user. */
final class UserRealmEndpoint implements Endpoint {

  private final FederatedUsers users;
  private final BaseUris bases;
  private final EntraErrors errors;

  UserRealmEndpoint(FederatedUsers users, BaseUris bases, EntraErrors errors) {
    this.users = users;
    this.bases = bases;
    this.errors = errors;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.USER_REALM;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.size() == 3 && segments.subList(0, 2).equals(List.of("common", "userrealm"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    if (!request.queryParameter("api-version").orElse("").equals("1.0")) {
      return errors.answer(
          request, 400, "invalid_request", 900144, "The request must name the 'api-version' 1.0.");
    }
    // In a path, a plus stands for itself.
    String segment = Texts.segments(request.path()).get(2).replace("+", "%2B");
    String username = Forms.decodeOne(segment);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("ver", "1.0");
    int at = username.lastIndexOf('@');
    if (at < 1) {
      members.put("account_type", "Unknown");
      return Answer.json(200, members);
    }
    boolean federated = users.find(username).isPresent();
    members.put("account_type", federated ? "Federated" : "Managed");
    members.put("domain_name", username.substring(at + 1));
    if (federated) {
      String trust = bases.of(request) + "/adfs/services/trust";
      members.put("federation_protocol", "WSTrust");
      members.put("federation_metadata_url", trust + "/mex");
      members.put("federation_active_auth_url", trust + "/2005/usernamemixed");
    }
    members.put("cloud_instance_name", "microsoftonline.com");
    members.put("cloud_audience_urn", SamlAssertions.AUDIENCE);
    return Answer.json(200, members);
  }
}

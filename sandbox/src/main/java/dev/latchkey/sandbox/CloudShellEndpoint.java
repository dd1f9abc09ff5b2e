package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /oauth2/token} in a Cloud Shell: tokens of the person who has it open. */
final class CloudShellEndpoint implements Endpoint {

  private static final long LIFETIME = 3600;

  private final Clock clock;
  private final SigningKey key;
  private final SandboxUsers users;
  private final Memberships memberships;
  private final String username;

  CloudShellEndpoint(
      Clock clock, SigningKey key, SandboxUsers users, Memberships memberships, String username) {
    this.clock = clock;
    this.key = key;
    this.users = users;
    this.memberships = memberships;
    this.username = username;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.CLOUD_SHELL;
  }

  @Override
  public Set<String> methods() {
    return WRITE;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("oauth2", "token"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    if (request.header("metadata").filter("true"::equals).isEmpty()) {
      return refusal("bad_request_102", "Required metadata header not specified");
    }
    Optional<String> resource = request.formParameter("resource");
    if (resource.isEmpty()) {
      return refusal("invalid_request", "resource is missing");
    }
    SandboxUser user = users.find(username).orElse(null);
    if (user == null) {
      return refusal("user_unknown", "nobody has this shell open");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", token(user, resource.get()));
    members.put("refresh_token", "");
    // As text: the endpoint is older than the rule.
    members.put("expires_in", Long.toString(LIFETIME));
    members.put("resource", resource.get());
    members.put("token_type", request.formParameter("token_type").orElse("Bearer"));
    return Answer.json(200, members);
  }

  private String token(SandboxUser user, String resource) {
    long now = clock.instant().getEpochSecond();
    String tenant = memberships.home(user);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://sts.windows.net/" + tenant + "/");
    claims.put("aud", resource);
    claims.put("iat", now);
    claims.put("exp", now + LIFETIME);
    claims.put("oid", memberships.objectId(user, tenant));
    claims.put("sub", Keys.sha256(user.username()));
    claims.put("tid", tenant);
    claims.put("unique_name", user.username());
    claims.put("jti", Keys.random(""));
    return key.sign(claims);
  }

  private static Answer refusal(String code, String message) {
    return Answer.json(400, Map.of("error", Map.of("code", code, "message", message)));
  }
}

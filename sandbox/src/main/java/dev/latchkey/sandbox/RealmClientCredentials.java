package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** {@code client_credentials} as RFC 6749, section 4.4, has it: the scope may be absent. */
final class RealmClientCredentials implements Grant {

  private final AccessTokens tokens;

  RealmClientCredentials(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "client_credentials";
  }

  @Override
  public void checkParameters(RecordedRequest request) {
    // None is required.
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    SandboxApplication application = call.application();
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : Texts.scopes(call.request().formParameter("scope").orElse(""))) {
      if (!application.allows(scope)) {
        throw new Refusal(Refusal.Reason.BAD_SCOPE, "unknown scope: " + scope);
      }
      granted.add(scope);
    }
    granted.addAll(application.extraScopes());
    String scope = String.join(" ", granted);
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", application.clientId());
    claims.put("azp", application.clientId());
    claims.put("client_id", application.clientId());
    if (!scope.isEmpty()) {
      claims.put("scope", scope);
    }
    if (!application.roles().isEmpty()) {
      claims.put("roles", application.roles());
    }
    // RFC 8707 names the resource; without it the token is for the client's own use.
    String audience = call.request().formParameter("resource").orElse(application.clientId());
    Map<String, Object> members = AccessTokens.members(call, tokens.issue(call, audience, claims));
    if (application.scopeEchoed().orElse(true) && !scope.isEmpty()) {
      members.put("scope", scope);
    }
    return members;
  }
}

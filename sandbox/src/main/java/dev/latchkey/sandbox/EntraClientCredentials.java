package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@code client_credentials} as Entra grants it: one resource, all its application permissions. */
final class EntraClientCredentials implements Grant {

  private static final String ALL_PERMISSIONS = "/.default";

  private final AccessTokens tokens;

  EntraClientCredentials(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "client_credentials";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "scope");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    SandboxApplication application = call.application();
    String scope = onlyScope(call);
    String token = tokens.issue(call, resource(scope), claims(call));
    Map<String, Object> members = AccessTokens.members(call, token);
    members.putIfAbsent("ext_expires_in", application.tokenLifetime().toSeconds());
    if (application.scopeEchoed().orElse(false)) {
      members.put("scope", scope);
    }
    return members;
  }

  private static String onlyScope(TokenCall call) throws Refusal {
    String text = call.request().formParameter("scope").orElse("");
    List<String> scopes = Texts.scopes(text);
    boolean good =
        scopes.size() == 1
            && scopes.get(0).endsWith(ALL_PERMISSIONS)
            && scopes.get(0).length() > ALL_PERMISSIONS.length()
            && call.application().allows(scopes.get(0));
    if (!good) {
      throw new Refusal(
          Refusal.Reason.BAD_SCOPE,
          "The provided request must include a 'scope' input parameter. The provided value for the input"
              + " parameter 'scope' is not valid. The scope "
              + text
              + " is not valid.");
    }
    return scopes.get(0);
  }

  /**
   * Only the suffix goes: a resource that ends in a slash keeps it, which is why such scopes have
   * two.
   */
  private static String resource(String scope) {
    return scope.substring(0, scope.length() - ALL_PERMISSIONS.length());
  }

  private static Map<String, Object> claims(TokenCall call) {
    String clientId = call.application().clientId();
    // An application has one object id in each tenant, always the same.
    String objectId =
        UUID.nameUUIDFromBytes((call.tenant() + "/" + clientId).getBytes(StandardCharsets.UTF_8))
            .toString();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("appid", clientId);
    claims.put("azp", clientId);
    claims.put("azpacr", call.request().formParameter("client_assertion").isPresent() ? "2" : "1");
    claims.put("idtyp", "app");
    claims.put("oid", objectId);
    claims.put("sub", objectId);
    claims.put("tid", call.tenant());
    if (!call.application().roles().isEmpty()) {
      claims.put("roles", call.application().roles());
    }
    claims.put("ver", "2.0");
    return claims;
  }
}

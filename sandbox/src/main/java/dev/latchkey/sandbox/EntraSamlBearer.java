package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The grants {@code saml1_1-bearer} and {@code saml2-bearer} (RFC 7522) as Entra has them. */
final class EntraSamlBearer implements Grant {

  private static final Set<String> RESERVED =
      Set.of("openid", "profile", "offline_access", "email");

  private final SamlVersion version;
  private final SamlAssertions assertions;
  private final FederatedUsers users;
  private final AccessTokens tokens;
  private final SigningKey key;
  private final Clock clock;

  EntraSamlBearer(
      SamlVersion version,
      SamlAssertions assertions,
      FederatedUsers users,
      AccessTokens tokens,
      SigningKey key,
      Clock clock) {
    this.version = version;
    this.assertions = assertions;
    this.users = users;
    this.tokens = tokens;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public String type() {
    return version.grantType();
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "assertion");
    TokenExchange.required(request, "scope");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    String username = assertions.verify(assertion(call), version);
    FederatedUser user =
        users
            .find(username)
            .orElseThrow(
                () ->
                    new Refusal(
                        Refusal.Reason.SAML_MALFORMED, "The user of the assertion is not known."));
    List<String> scopes = Texts.scopes(call.request().formParameter("scope").orElse(""));
    List<String> wanted = scopes.stream().filter(it -> !RESERVED.contains(it)).toList();
    for (String scope : wanted) {
      if (!call.application().allows(scope)) {
        throw new Refusal(Refusal.Reason.BAD_SCOPE, "The scope " + scope + " is not valid.");
      }
    }
    Map<String, Object> members = AccessTokens.members(call, accessToken(call, user, wanted));
    members.put("scope", String.join(" ", scopes));
    if (scopes.contains("openid")) {
      members.put("id_token", idToken(call, user));
    }
    if (call.request().formParameter("client_info").filter("1"::equals).isPresent()) {
      members.put("client_info", clientInfo(call, user));
    }
    return members;
  }

  private static String assertion(TokenCall call) throws Refusal {
    String encoded = call.request().formParameter("assertion").orElse("");
    try {
      return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.Reason.SAML_MALFORMED, "The assertion is not base64url.");
    }
  }

  private String accessToken(TokenCall call, FederatedUser user, List<String> wanted) {
    String first = wanted.isEmpty() ? "https://graph.microsoft.com/User.Read" : wanted.get(0);
    int slash = first.lastIndexOf('/');
    Map<String, Object> claims = person(call, user);
    claims.put("appid", call.application().clientId());
    claims.put("scp", String.join(" ", wanted));
    return tokens.issue(call, slash < 0 ? first : first.substring(0, slash), claims);
  }

  private String idToken(TokenCall call, FederatedUser user) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = person(call, user);
    claims.put("iss", call.issuer());
    claims.put("aud", call.application().clientId());
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 3600);
    return key.sign(claims);
  }

  private static Map<String, Object> person(TokenCall call, FederatedUser user) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("oid", user.objectId().toString());
    claims.put("sub", user.objectId() + "/" + call.application().clientId());
    claims.put("tid", call.tenant());
    claims.put("preferred_username", user.username());
    claims.put("ver", "2.0");
    return claims;
  }

  private static String clientInfo(TokenCall call, FederatedUser user) {
    String json = Json.write(Map.of("uid", user.objectId().toString(), "utid", call.tenant()));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}

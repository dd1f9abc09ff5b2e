package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A user's tokens as Entra gives them: one resource, the tenant's object id, client_info. */
final class EntraUserTokens implements UserTokens {

  private final Clock clock;
  private final SigningKey key;
  private final AccessTokens tokens;
  private final RefreshTokens refreshTokens;
  private final SandboxUsers users;
  private final Memberships memberships;

  EntraUserTokens(
      Clock clock,
      SigningKey key,
      RefreshTokens refreshTokens,
      SandboxUsers users,
      Memberships memberships) {
    this.clock = clock;
    this.key = key;
    this.tokens = new AccessTokens(clock, key);
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.memberships = memberships;
  }

  @Override
  public boolean reuseRevokes() {
    return false;
  }

  @Override
  public Map<String, Object> answer(
      TokenCall sent, SignIn signIn, List<String> wanted, boolean renewal) throws Refusal {
    SandboxUser user =
        users
            .find(signIn.username())
            .orElseThrow(
                () -> new Refusal(Refusal.Reason.REVOKED_TOKEN, "The user account is gone."));
    TokenCall call = sent.in(memberships.settle(sent.place(), user));
    SandboxApplication application = call.application();
    EntraScopes scopes = new EntraScopes(wanted.isEmpty() ? signIn.scopes() : wanted);
    Set<String> resources = scopes.resources(application);
    if (!wanted.isEmpty() && resources.size() > 1) {
      throw new Refusal(
          Refusal.Reason.SEVERAL_RESOURCES,
          "Provided value for the input parameter scope is not valid because it contains more than one"
              + " resource.");
    }
    String resource = resources.iterator().next();
    String token = tokens.issue(call, resource, claims(call, signIn, user, scopes, resource));
    Map<String, Object> members = AccessTokens.members(call, token);
    members.putIfAbsent("ext_expires_in", application.tokenLifetime().toSeconds());
    if (application.scopeEchoed().orElse(true)) {
      List<String> granted = scopes.granted(resource, application);
      members.put("scope", joined(granted, application.extraScopes()));
    }
    boolean rotated = !renewal || application.refreshTokensRotate().orElse(true);
    if (scopes.has("offline_access") && rotated) {
      members.put("refresh_token", refreshTokens.issue(call, signIn));
      application.family().ifPresent(family -> members.put("foci", family));
    }
    if (scopes.has("openid")) {
      members.put("id_token", idToken(call, signIn, user));
    }
    if (call.request().formParameter("client_info").filter("1"::equals).isPresent()) {
      members.put("client_info", clientInfo(user));
    }
    return members;
  }

  static String joined(List<String> granted, Set<String> extra) {
    Set<String> all = new LinkedHashSet<>(granted);
    all.addAll(extra);
    return String.join(" ", all);
  }

  /** Names the home account, wherever the token is from. */
  String clientInfo(SandboxUser user) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("uid", user.objectId().toString());
    info.put("utid", memberships.home(user));
    return base64Url(Json.write(info));
  }

  private Map<String, Object> claims(
      TokenCall call, SignIn signIn, SandboxUser user, EntraScopes scopes, String resource) {
    String clientId = call.application().clientId();
    Map<String, Object> claims = new LinkedHashMap<>(signIn.claims().forAccessToken());
    claims.putAll(call.requestedClaims().forAccessToken());
    claims.put("appid", clientId);
    claims.put("azp", clientId);
    claims.put("azpacr", azpacr(call));
    claims.put("name", user.displayName());
    claims.put("preferred_username", user.username());
    claims.put("scp", String.join(" ", scopes.permissions(resource, call.application())));
    claims.put("sid", signIn.session());
    claims.putAll(subject(call, user));
    claims.put("ver", "2.0");
    return claims;
  }

  private static String azpacr(TokenCall call) {
    Optional<String> assertion = call.request().formParameter("client_assertion");
    return assertion.isPresent() ? "2" : call.application().hasCredential() ? "1" : "0";
  }

  private Map<String, Object> subject(TokenCall call, SandboxUser user) {
    String objectId = memberships.objectId(user, call.tenant());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("oid", objectId);
    // Pairwise: two applications cannot tell that they have the same user.
    claims.put("sub", Keys.sha256(call.application().clientId() + "/" + objectId));
    claims.put("tid", call.tenant());
    return claims;
  }

  private String idToken(TokenCall call, SignIn signIn, SandboxUser user) {
    SandboxApplication application = call.application();
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", call.issuer());
    claims.put("aud", application.clientId());
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now + 3600);
    claims.put("name", user.displayName());
    claims.put("preferred_username", user.username());
    claims.put("login_hint", base64Url(user.username()));
    claims.put("sid", signIn.session());
    claims.put("uti", UUID.randomUUID().toString());
    claims.putAll(subject(call, user));
    signIn.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    if (signIn.authTimeAsked() || call.requestedClaims().asksIdToken("auth_time")) {
      claims.put("auth_time", signIn.authTime().getEpochSecond());
    }
    if (signIn.scopes().contains("email")) {
      claims.put("email", user.username());
    }
    claims.put("ver", "2.0");
    application.adjustIdToken(claims);
    return key.sign(claims);
  }

  private static String base64Url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}

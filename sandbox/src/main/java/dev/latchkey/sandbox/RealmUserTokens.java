package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A user's tokens as a generic provider gives them, Keycloak for one. */
final class RealmUserTokens implements UserTokens {

  private final Clock clock;
  private final SigningKey key;
  private final AccessTokens tokens;
  private final RefreshTokens refreshTokens;
  private final SandboxUsers users;

  RealmUserTokens(Clock clock, SigningKey key, RefreshTokens refreshTokens, SandboxUsers users) {
    this.clock = clock;
    this.key = key;
    this.tokens = new AccessTokens(clock, key);
    this.refreshTokens = refreshTokens;
    this.users = users;
  }

  @Override
  public boolean reuseRevokes() {
    return true;
  }

  @Override
  public Map<String, Object> answer(
      TokenCall call, SignIn signIn, List<String> wanted, boolean renewal) throws Refusal {
    SandboxUser user =
        users
            .find(signIn.username())
            .orElseThrow(
                () -> new Refusal(Refusal.Reason.REVOKED_TOKEN, "the user account is gone"));
    SandboxApplication application = call.application();
    List<String> scopes = new ArrayList<>(wanted.isEmpty() ? signIn.scopes() : wanted);
    for (String scope : wanted) {
      if (!signIn.scopes().contains(scope)) {
        throw new Refusal(Refusal.Reason.BAD_SCOPE, "the user did not agree to " + scope);
      }
    }
    String granted = EntraUserTokens.joined(scopes, application.extraScopes());
    String audience = call.request().formParameter("resource").orElse(application.clientId());
    String token = tokens.issue(call, audience, claims(call, signIn, user, granted));
    Map<String, Object> members = AccessTokens.members(call, token);
    if (application.scopeEchoed().orElse(true) && !granted.isEmpty()) {
      members.put("scope", granted);
    }
    boolean rotated = !renewal || application.refreshTokensRotate().orElse(true);
    if (signIn.scopes().contains("offline_access") && rotated) {
      members.put("refresh_token", refreshTokens.issue(call, signIn));
      members.put("refresh_expires_in", application.refreshTokenLifetime().toSeconds());
    }
    if (scopes.contains("openid")) {
      members.put("id_token", idToken(call, signIn, user, token));
    }
    members.put("session_state", signIn.session());
    return members;
  }

  private static Map<String, Object> claims(
      TokenCall call, SignIn signIn, SandboxUser user, String scope) {
    Map<String, Object> claims = new LinkedHashMap<>(signIn.claims().forAccessToken());
    claims.putAll(call.requestedClaims().forAccessToken());
    claims.put("sub", user.objectId().toString());
    claims.put("azp", call.application().clientId());
    claims.put("client_id", call.application().clientId());
    claims.put("preferred_username", user.username());
    claims.put("sid", signIn.session());
    if (!scope.isEmpty()) {
      claims.put("scope", scope);
    }
    return claims;
  }

  private String idToken(TokenCall call, SignIn signIn, SandboxUser user, String accessToken) {
    SandboxApplication application = call.application();
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", call.issuer());
    claims.put("sub", user.objectId().toString());
    claims.put("aud", application.clientId());
    claims.put("azp", application.clientId());
    claims.put("iat", now);
    claims.put("exp", now + 3600);
    claims.put("auth_time", signIn.authTime().getEpochSecond());
    claims.put("at_hash", Keys.leftHalf(accessToken));
    claims.put("sid", signIn.session());
    claims.put("preferred_username", user.username());
    claims.put("name", user.displayName());
    claims.put("email", user.username());
    signIn.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
    application.adjustIdToken(claims);
    return key.sign(claims);
  }
}

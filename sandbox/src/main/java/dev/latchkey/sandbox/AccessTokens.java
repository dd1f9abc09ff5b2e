package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Makes access tokens and the members of the answer that say how long they last. */
final class AccessTokens {

  private final Clock clock;
  private final SigningKey key;

  AccessTokens(Clock clock, SigningKey key) {
    this.clock = clock;
    this.key = key;
  }

  /** Signs a token; the claims given are added to those that every token has. */
  String issue(TokenCall call, String audience, Map<String, ?> claims) {
    long now = clock.instant().getEpochSecond();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("iss", call.issuer());
    all.put("aud", audience);
    all.put("iat", now);
    all.put("nbf", now);
    all.put("exp", now + call.application().tokenLifetime().toSeconds());
    all.putAll(call.requestedClaims().forAccessToken());
    all.put("jti", UUID.randomUUID().toString());
    all.putAll(claims);
    if (!call.binding().confirmation().isEmpty()) {
      all.put("cnf", call.binding().confirmation());
    }
    return key.sign(all);
  }

  static Map<String, Object> members(TokenCall call, String token) {
    SandboxApplication application = call.application();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("token_type", call.binding().tokenType());
    members.put("expires_in", application.tokenLifetime().toSeconds());
    application.extendedLifetime().ifPresent(it -> members.put("ext_expires_in", it.toSeconds()));
    application.refreshIn().ifPresent(it -> members.put("refresh_in", it.toSeconds()));
    members.put("access_token", token);
    return members;
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Answers of token endpoints, made up. */
final class Answers {

  static final String CLIENT = "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5";
  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String UID = "7c1d2e3f-0a1b-4c2d-8e3f-112233445566";
  static final String PERSON = UID + "." + TENANT;
  static final String NAME = "mira@contoso.example";
  static final String GRAPH = "https://graph.microsoft.com/.default";
  static final Authority ENTRA = Authority.parse("https://login.microsoftonline.com/" + TENANT);

  private Answers() {}

  static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  static String idToken(String client, String uid, String tenant, String name) {
    long now = Instant.now().getEpochSecond();
    return encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
        + "."
        + encoded(
            "{\"iss\":\"https://login.microsoftonline.com/%s/v2.0\",\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"iat\":%d,\"oid\":\"%s\",%s\"preferred_username\":\"%s\",\"upn\":\"%s\"}"
                .formatted(
                    TENANT,
                    uid,
                    client,
                    now + 3_600,
                    now,
                    uid,
                    tenant.isEmpty() ? "" : "\"tid\":\"" + tenant + "\",",
                    name,
                    name))
        + ".c2ln";
  }

  static String user(String uid, String name, String accessToken, String more) {
    return user(uid, TENANT, name, accessToken, more);
  }

  // B2C does not tell the tenant in its ID tokens.
  static String user(String uid, String tid, String name, String accessToken, String more) {
    return ("{\"token_type\":\"Bearer\",\"scope\":\"User.Read openid"
            + " profile\",\"expires_in\":3600,\"ext_expires_in\":7200,\"access_token\":\"%s\",\"refresh_token\":\"RT-%s\",\"id_token\":\"%s\",\"client_info\":\"%s\"%s}")
        .formatted(
            accessToken,
            accessToken,
            idToken(CLIENT, uid, tid, name),
            encoded("{\"uid\":\"%s\",\"utid\":\"%s\"}".formatted(uid, TENANT)),
            more);
  }

  static String user(String accessToken) {
    return user(UID, NAME, accessToken, "");
  }

  static String app(String accessToken) {
    return "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"%s\"}"
        .formatted(accessToken);
  }

  static TokensObtained userEvent(String accessToken) {
    return TokensObtained.of(new ClientId(CLIENT), ENTRA, Secret.of(user(accessToken)))
        .scopes(List.of("User.Read"))
        .grant("authorization_code");
  }

  static TokensObtained appEvent(String accessToken) {
    return TokensObtained.of(new ClientId(CLIENT), ENTRA, Secret.of(app(accessToken)))
        .scopes(List.of(GRAPH));
  }
}

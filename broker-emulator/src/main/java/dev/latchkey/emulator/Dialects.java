package dev.latchkey.emulator;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** What the brokers there are answer, each in its way. */
public final class Dialects {

  public static final String UID = "5a4b3c2d-0000-4000-8000-000000000001";
  public static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";

  private Dialects() {}

  public static String accounts(String username) {
    return "{\"accounts\":[" + account(username) + "]}";
  }

  public static String account(String username) {
    return """
    {"homeAccountId":"%s.%s","localAccountId":"%s","environment":"login.windows.net",
     "realm":"%s","username":"%s","name":"Mira Quist","givenName":"Mira","passwordExpiry":0,
     "clientInfo":"%s","unknownToUs":{"deep":[1,2]}}\
    """
        .formatted(UID, TENANT, UID, TENANT, username, clientInfo());
  }

  public static String clientInfo() {
    return encoded("{\"uid\":\"%s\",\"utid\":\"%s\"}".formatted(UID, TENANT));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Microsoft's: milliseconds, text for scopes, an account and telemetry. */
  public static String microsoft(String token, String username) {
    long end = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
    return """
    {"brokerTokenResponse":{"accessToken":"%s","accessTokenType":0,"account":%s,
      "clientInfo":"%s","expiresOn":%d,"extendedExpiresOn":%d,
      "grantedScopes":"User.Read openid profile","idToken":"a.b.c"},
     "telemetry":{"msal_version":"1.2","count":"3"}}\
    """
        .formatted(token, account(username), clientInfo(), end, end + 3_600_000);
  }

  /** What Microsoft's broker answers to whoever asks for the one person it knows. */
  public static String signedIn(BrokerEmulator.Asked asked, String username) {
    JsonObject wish = asked.parameters();
    boolean isSigned = wish.get("popParams") instanceof JsonObject;
    return microsoft(isSigned ? "pop signed-by-the-broker" : "token-of-the-broker", username)
        .replace("\"accessTokenType\":0", "\"accessTokenType\":" + (isSigned ? 1 : 0))
        .replace("a.b.c", idToken(wish.getString("clientId"), username));
  }

  private static String idToken(String clientId, String username) {
    long now = Instant.now().getEpochSecond();
    return encoded("{\"alg\":\"RS256\"}")
        + "."
        + encoded(
            """
            {"iss":"https://login.microsoftonline.com/%s/v2.0","sub":"sub-1","aud":"%s","exp":%d,
             "iat":%d,"oid":"%s","tid":"%s","preferred_username":"%s","ver":"2.0"}\
            """
                .formatted(TENANT, clientId, now + 3600, now, UID, TENANT, username))
        + ".c2ln";
  }

  /** Himmelblau's: seconds for the extended end, no account, no telemetry. */
  public static String himmelblau(String token) {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return """
    {"brokerTokenResponse":{"accessToken":"%s","accessTokenType":0,"clientInfo":"%s",
      "expiresOn":%d,"extendedExpiresOn":%d,"grantedScopes":["User.Read"],"idToken":"a.b.c"}}\
    """
        .formatted(token, clientInfo(), end.toEpochMilli(), end.getEpochSecond());
  }

  public static String refusal(int status, String context) {
    return """
    {"brokerTokenResponse":{"accessTokenType":0,"error":{"context":"%s",
       "diagnostics":{"raw_error_code":"x"},"errorCode":-895573990,"status":%d,"subStatus":6001,
       "tag":557973642},"expiresOn":0,"extendedExpiresOn":0},"telemetry":{}}\
    """
        .formatted(context, status);
  }

  public static String himmelblauRefusal(String context) {
    return "{\"error\":{\"context\":\"" + context + "\",\"status\":0,\"subStatus\":0}}";
  }
}

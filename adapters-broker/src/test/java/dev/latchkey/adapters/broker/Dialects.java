package dev.latchkey.adapters.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** What the brokers there are answer, each in its way. */
final class Dialects {

  static final String UID = "5a4b3c2d-0000-4000-8000-000000000001";
  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";

  private Dialects() {}

  static String accounts(String username) {
    return "{\"accounts\":[" + account(username) + "]}";
  }

  static String account(String username) {
    return """
    {"homeAccountId":"%s.%s","localAccountId":"%s","environment":"login.windows.net",
     "realm":"%s","username":"%s","name":"Mira Quist","givenName":"Mira","passwordExpiry":0,
     "clientInfo":"%s","unknownToUs":{"deep":[1,2]}}\
    """
        .formatted(UID, TENANT, UID, TENANT, username, clientInfo());
  }

  static String clientInfo() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            "{\"uid\":\"%s\",\"utid\":\"%s\"}"
                .formatted(UID, TENANT)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** Microsoft's: milliseconds, text for scopes, an account and telemetry. */
  static String microsoft(String token, String username) {
    long end = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
    return """
    {"brokerTokenResponse":{"accessToken":"%s","accessTokenType":0,"account":%s,
      "clientInfo":"%s","expiresOn":%d,"extendedExpiresOn":%d,
      "grantedScopes":"User.Read openid profile","idToken":"a.b.c"},
     "telemetry":{"msal_version":"1.2","count":"3"}}\
    """
        .formatted(token, account(username), clientInfo(), end, end + 3_600_000);
  }

  /** Himmelblau's: seconds for the extended end, no account, no telemetry. */
  static String himmelblau(String token) {
    Instant end = Instant.now().plus(Duration.ofHours(1));
    return """
    {"brokerTokenResponse":{"accessToken":"%s","accessTokenType":0,"clientInfo":"%s",
      "expiresOn":%d,"extendedExpiresOn":%d,"grantedScopes":["User.Read"],"idToken":"a.b.c"}}\
    """
        .formatted(token, clientInfo(), end.toEpochMilli(), end.getEpochSecond());
  }

  static String refusal(int status, String context) {
    return """
    {"brokerTokenResponse":{"accessTokenType":0,"error":{"context":"%s",
       "diagnostics":{"raw_error_code":"x"},"errorCode":-895573990,"status":%d,"subStatus":6001,
       "tag":557973642},"expiresOn":0,"extendedExpiresOn":0},"telemetry":{}}\
    """
        .formatted(context, status);
  }

  static String himmelblauRefusal(String context) {
    return "{\"error\":{\"context\":\"" + context + "\",\"status\":0,\"subStatus\":0}}";
  }
}

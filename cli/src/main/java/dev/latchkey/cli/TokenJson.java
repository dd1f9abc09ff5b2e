package dev.latchkey.cli;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Map;

/** A token as one JSON object. Members are only ever added, since scripts read them. */
final class TokenJson {

  private TokenJson() {}

  static String of(TokenResult result, Map<String, String> proof) {
    JsonArrayBuilder scopes = Json.createArrayBuilder();
    result.scopes().values().forEach(scopes::add);
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("access_token", result.accessToken().reveal())
            .add("token_type", result.tokenType().value())
            .add("expires_on", result.expiresAt().getEpochSecond())
            .add("scopes", scopes)
            .add("account", result.account().map(TokenJson::account).orElse(JsonValue.NULL))
            .add("source", result.source().name().toLowerCase(Locale.ROOT));
    result
        .correlationId()
        .map(CorrelationId::toString)
        .ifPresentOrElse(
            id -> object.add("correlation_id", id), () -> object.addNull("correlation_id"));
    if (!proof.isEmpty()) {
      JsonObjectBuilder headers = Json.createObjectBuilder();
      proof.forEach(headers::add);
      object.add("headers", headers);
      result.keyId().ifPresent(id -> object.add("key_id", id));
    }
    return object.build().toString();
  }

  static JsonValue account(Account account) {
    return Json.createObjectBuilder()
        .add("home_account_id", account.homeAccountId().value())
        .add("environment", account.environment().value())
        .add("username", account.username())
        .build();
  }
}

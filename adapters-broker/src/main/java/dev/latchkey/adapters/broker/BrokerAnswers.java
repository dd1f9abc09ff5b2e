package dev.latchkey.adapters.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.SsoCookies;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes values of what brokers answer, in the dialects of Microsoft's and of Himmelblau's. */
final class BrokerAnswers {

  // As the numbers go on the wire; the second has no meaning.
  private static final List<BrokerStatus> STATUSES =
      List.of(
          BrokerStatus.UNEXPECTED,
          BrokerStatus.UNEXPECTED,
          BrokerStatus.INTERACTION_REQUIRED,
          BrokerStatus.NO_NETWORK,
          BrokerStatus.NETWORK_UNAVAILABLE,
          BrokerStatus.SERVER_UNAVAILABLE,
          BrokerStatus.API_CONTRACT_VIOLATION,
          BrokerStatus.USER_CANCELLED,
          BrokerStatus.APPLICATION_CANCELLED,
          BrokerStatus.INCORRECT_CONFIGURATION,
          BrokerStatus.UNEXPECTED,
          BrokerStatus.AUTHORITY_UNTRUSTED,
          BrokerStatus.USER_SWITCHED,
          BrokerStatus.ACCOUNT_UNUSABLE,
          BrokerStatus.USER_DATA_REMOVAL_REQUIRED);

  // Himmelblau gives one of the times in seconds: as milliseconds it would lie in 1973 or before.
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private final BrokerJson json;

  BrokerAnswers(BrokerJson json) {
    this.json = json;
  }

  BrokerAnswer token(String text, Scopes asked, boolean isSigned) {
    JsonObject answer = json.object(text);
    JsonObject inner =
        answer.get("brokerTokenResponse") instanceof JsonObject response
            ? response
            : JsonValue.EMPTY_JSON_OBJECT;
    if (inner.get("error") instanceof JsonObject error) {
      return refusal(error);
    }
    if (answer.get("error") instanceof JsonObject error) {
      return refusal(error);
    }
    String accessToken =
        BrokerJson.text(inner, "accessToken").orElseThrow(() -> without("an access token"));
    TokenType type =
        number(inner, "accessTokenType").orElse(isSigned ? 1 : 0) == 1
            ? TokenType.POP
            : TokenType.BEARER;
    BrokerToken.Builder token =
        BrokerToken.builder(
                Secret.of(accessToken.startsWith("pop ") ? accessToken.substring(4) : accessToken),
                type,
                time(inner, "expiresOn").orElseThrow(() -> without("the token's end")),
                granted(inner, asked))
            .extendedExpiresAt(time(inner, "extendedExpiresOn").orElse(null))
            .idToken(BrokerJson.text(inner, "idToken").map(Secret::of).orElse(null))
            .clientInfo(BrokerJson.text(inner, "clientInfo").orElse(null))
            .telemetry(telemetry(answer));
    if (inner.get("account") instanceof JsonObject account) {
      token.account(account(account).orElse(null));
    }
    return token.build();
  }

  private static BrokerException without(String what) {
    return new BrokerException("the identity broker answered without " + what);
  }

  private static BrokerRefusal refusal(JsonObject error) {
    long status = number(error, "status").orElse(0);
    BrokerRefusal refusal =
        BrokerRefusal.of(
            status >= 0 && status < STATUSES.size()
                ? STATUSES.get((int) status)
                : BrokerStatus.UNEXPECTED,
            BrokerJson.text(error, "context").orElse(""));
    OptionalLong code = number(error, "errorCode");
    if (code.isPresent()) {
      refusal = refusal.code(code.getAsLong());
    }
    OptionalLong tag = number(error, "tag");
    return tag.isPresent() ? refusal.tag(tag.getAsLong()) : refusal;
  }

  private static OptionalLong number(JsonObject from, String name) {
    try {
      return from.get(name) instanceof JsonNumber number
          ? OptionalLong.of(number.longValueExact())
          : OptionalLong.empty();
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<Instant> time(JsonObject from, String name) {
    OptionalLong value = number(from, name);
    if (value.isEmpty() || value.getAsLong() <= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          value.getAsLong() < LEAST_MILLIS
              ? Instant.ofEpochSecond(value.getAsLong())
              : Instant.ofEpochMilli(value.getAsLong()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Scopes granted(JsonObject from, Scopes asked) {
    List<String> scopes = new ArrayList<>();
    JsonValue granted = from.get("grantedScopes");
    if (granted instanceof JsonString text) {
      scopes.addAll(List.of(text.getString().trim().split(" +", -1)));
    } else if (granted instanceof JsonArray array) {
      array.forEach(
          it -> {
            if (it instanceof JsonString text) {
              scopes.add(text.getString());
            }
          });
    }
    scopes.removeIf(String::isEmpty);
    try {
      return scopes.isEmpty() ? asked : Scopes.of(scopes);
    } catch (IllegalArgumentException e) {
      throw without("readable scopes");
    }
  }

  private static Map<String, String> telemetry(JsonObject answer) {
    Map<String, String> telemetry = new HashMap<>();
    if (answer.get("telemetry") instanceof JsonObject texts) {
      texts.forEach(
          (name, value) -> {
            if (value instanceof JsonString text) {
              telemetry.put(name, text.getString());
            }
          });
    }
    return telemetry;
  }

  /** The broker's own records of people, by which it finds them again. */
  List<JsonObject> records(String text) {
    JsonObject answer = json.success(text);
    List<JsonObject> records = new ArrayList<>();
    if (answer.get("accounts") instanceof JsonArray accounts) {
      accounts.forEach(
          it -> {
            if (it instanceof JsonObject record) {
              records.add(record);
            }
          });
    }
    return records;
  }

  static Optional<BrokerAccount> account(JsonObject from) {
    try {
      Optional<String> home = BrokerJson.text(from, "homeAccountId");
      Optional<String> environment = BrokerJson.text(from, "environment");
      if (home.isEmpty() || environment.isEmpty()) {
        return Optional.empty();
      }
      BrokerAccount account =
          BrokerAccount.of(
              new HomeAccountId(home.get()),
              new Environment(environment.get()),
              BrokerJson.text(from, "username").orElse(""));
      account =
          BrokerJson.text(from, "localAccountId").map(account::localAccountId).orElse(account);
      account = BrokerJson.text(from, "realm").map(Realm::new).map(account::realm).orElse(account);
      return Optional.of(BrokerJson.text(from, "name").map(account::displayName).orElse(account));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  List<SsoCookies.Cookie> cookies(String text) {
    JsonObject answer = json.success(text);
    List<JsonObject> items = new ArrayList<>();
    if (answer.get("cookieItems") instanceof JsonArray many) {
      many.forEach(
          it -> {
            if (it instanceof JsonObject item) {
              items.add(item);
            }
          });
    } else {
      items.add(answer);
    }
    List<SsoCookies.Cookie> cookies = new ArrayList<>();
    for (JsonObject item : items) {
      Optional<String> name = BrokerJson.text(item, "cookieName");
      Optional<String> content = BrokerJson.text(item, "cookieContent");
      if (name.isPresent() && content.isPresent()) {
        cookies.add(new SsoCookies.Cookie(name.get(), Secret.of(content.get())));
      }
    }
    if (cookies.isEmpty()) {
      throw without("a cookie");
    }
    return List.copyOf(cookies);
  }

  Secret signedRequest(String text) {
    return BrokerJson.text(json.success(text), "signedHttpRequest")
        .map(Secret::of)
        .orElseThrow(() -> without("a signed request"));
  }

  String version(String text) {
    return BrokerJson.text(json.success(text), "linuxBrokerVersion")
        .filter(it -> it.matches("[0-9A-Za-z.+~-]{1,64}"))
        .orElseThrow(() -> without("its version"));
  }
}

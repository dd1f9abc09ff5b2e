package dev.latchkey.application.schema;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What rows of one document say alike, made and checked once: forty thousand rows name one host.
 * For one thread.
 */
final class RowValues {

  private final Map<String, Environment> environments = new HashMap<>();
  private final Map<String, ClientId> clients = new HashMap<>();
  private final Map<String, HomeAccountId> people = new HashMap<>();
  private final Map<String, Realm> realms = new HashMap<>();
  private final Map<String, Scopes> scopes = new HashMap<>();
  private final Map<String, TokenType> types = new HashMap<>();

  private static <T> T known(Map<String, T> values, String text, Function<String, T> read) {
    T known = values.get(text);
    if (known == null) {
      known = read.apply(text);
      values.put(text, known);
    }
    return known;
  }

  Environment environment(String host) {
    return known(environments, host, Row::environment);
  }

  ClientId clientId(String id) {
    return known(clients, id, ClientId::new);
  }

  HomeAccountId person(String id) {
    return known(people, id, HomeAccountId::new);
  }

  Realm realm(String text) {
    return known(realms, text, Realm::new);
  }

  Scopes scopes(String text) {
    return known(scopes, text, Scopes::of);
  }

  TokenType type(String text) {
    return known(types, text, TokenType::new);
  }
}

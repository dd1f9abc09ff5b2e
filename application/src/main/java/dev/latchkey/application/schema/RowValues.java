package dev.latchkey.application.schema;

import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What rows of one document say alike, made and checked once: forty thousand rows name one host.
 * For one thread.
 */
final class RowValues {

  private final Map<String, Environment> environments = new HashMap<>();
  private final Map<String, ClientId> clients = new HashMap<>();
  private final Map<PartitionKey.User, Integer> places = new HashMap<>();
  private final List<PartitionKey.User> people = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Realm> realms = new HashMap<>();
  private final Map<String, Scopes> scopes = new HashMap<>();
  private final Map<String, TokenType> types = new HashMap<>();
  private int likely;

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

  PartitionKey.User user(String id) {
    // Sections name people in one order, mostly: who comes next is compared, and not looked up.
    if (likely >= ids.size() || !ids.get(likely).equals(id)) {
      likely = placeOf(new PartitionKey.User(new HomeAccountId(id)), id);
    }
    likely++;
    return people.get(likely - 1);
  }

  private int placeOf(PartitionKey.User user, String id) {
    Integer known = places.putIfAbsent(user, people.size());
    if (known != null) {
      return known;
    }
    people.add(user);
    ids.add(id);
    return people.size() - 1;
  }

  Realm realm(String text) {
    return known(realms, text, Realm::new);
  }

  Scopes scopes(String text) {
    return known(scopes, text, Scopes::of);
  }

  TokenType type(String text) {
    return known(types, text, TokenType::of);
  }
}

package dev.latchkey.domain.cache;

import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, indexed snapshot of the entries of one {@link PartitionKey}. A look-up costs the
 * same whatever the partition holds, as long as a token for exactly these scopes is there; else it
 * searches the tokens that have the first wanted scope.
 *
 * @since 0.1
 */
public final class CachePartition {

  // Tokens under the scopes asked for, those granted, and each single one granted. Keyed by text
  // alone, so that a look-up makes no key: whatever else has to match is compared with the few
  // tokens, nearly always one, that lie there.
  private final PartitionKey key;
  private final Map<String, List<AccessToken>> byScopes;
  private final List<AccessToken> accessTokens;

  private CachePartition(
      PartitionKey key, Map<String, List<AccessToken>> byScopes, List<AccessToken> accessTokens) {
    this.key = key;
    this.byScopes = byScopes;
    this.accessTokens = accessTokens;
  }

  /**
   * An empty partition.
   *
   * @param key whose entries it will hold
   * @return the partition
   */
  public static CachePartition empty(PartitionKey key) {
    return new CachePartition(Objects.requireNonNull(key, "key"), Map.of(), List.of());
  }

  /** {@return whose entries these are} */
  public PartitionKey key() {
    return key;
  }

  /**
   * Finds an access token: one asked for or granted with exactly these scopes, else the newest one
   * whose grant covers them. Age is not looked at.
   *
   * @param query which token is wanted
   * @return the token, or null if none matches
   */
  public @Nullable AccessToken find(TokenQuery query) {
    String scopeKey = query.scopeKey();
    List<AccessToken> candidates = byScopes.getOrDefault(scopeKey, List.of());
    for (int i = 0; i < candidates.size(); i++) {
      AccessToken candidate = candidates.get(i);
      if (isExactly(scopeKey, candidate) && answers(candidate, query)) {
        return candidate;
      }
    }
    return covering(query);
  }

  private @Nullable AccessToken covering(TokenQuery query) {
    if (query.scopes().isEmpty()) {
      return null;
    }
    String first = singleKey(query.scopes().values().get(0), query.matching());
    AccessToken newest = null;
    for (AccessToken candidate : byScopes.getOrDefault(first, List.of())) {
      if (answers(candidate, query)
          && candidate.granted().covers(query.scopes(), query.matching())
          && (newest == null || receivedLater(candidate, newest))) {
        newest = candidate;
      }
    }
    return newest;
  }

  private static boolean isExactly(String scopeKey, AccessToken token) {
    return requestedKey(token).equals(scopeKey) || grantedKey(token).equals(scopeKey);
  }

  // All but the scopes. An application's partition is one tenant's, and is named by the tenant as
  // configured; its tokens may name the tenant as resolved.
  private boolean answers(AccessToken token, TokenQuery query) {
    return token.clientId().equals(query.clientId())
        && token.environment().equals(query.environment())
        && (key instanceof PartitionKey.App || token.result().realm().equals(query.realm()))
        && Objects.equals(token.keyId(), query.keyId());
  }

  private static boolean receivedLater(AccessToken one, AccessToken other) {
    return one.lifetime().receivedAt().isAfter(other.lifetime().receivedAt());
  }

  private static String singleKey(String scope, ScopeMatching matching) {
    return Scopes.of(scope).key(matching);
  }

  /**
   * Adds an access token and drops those that it replaces: tokens found under the same scopes, and
   * tokens that time has ended.
   *
   * @param added the token
   * @param now the present
   * @return a partition with it
   * @throws IllegalArgumentException if the token belongs to another holder
   */
  public CachePartition with(AccessToken added, Moment now) {
    requireOwn(added);
    AccessToken asked = twin(added, requestedKey(added));
    AccessToken granted = twin(added, grantedKey(added));
    List<AccessToken> kept = new ArrayList<>(accessTokens.size() + 1);
    Map<String, List<AccessToken>> index = new HashMap<>(byScopes);
    for (AccessToken token : accessTokens) {
      if (token == asked || token == granted || token.freshnessAt(now) == Freshness.EXPIRED) {
        keys(token).forEach(scopeKey -> unlink(index, scopeKey, token));
      } else {
        kept.add(token);
      }
    }
    kept.add(added);
    keys(added).forEach(scopeKey -> index.merge(scopeKey, List.of(added), CachePartition::joined));
    return new CachePartition(key, index, Collections.unmodifiableList(kept));
  }

  private @Nullable AccessToken twin(AccessToken added, String scopeKey) {
    for (AccessToken token : byScopes.getOrDefault(scopeKey, List.of())) {
      if (isExactly(scopeKey, token)
          && token.clientId().equals(added.clientId())
          && token.environment().equals(added.environment())
          && (key instanceof PartitionKey.App
              || token.result().realm().equals(added.result().realm()))
          && Objects.equals(token.keyId(), added.keyId())) {
        return token;
      }
    }
    return null;
  }

  private static Set<String> keys(AccessToken token) {
    Set<String> keys = new HashSet<>();
    keys.add(grantedKey(token));
    keys.add(requestedKey(token));
    for (String scope : token.granted()) {
      keys.add(singleKey(scope, token.matching()));
    }
    return keys;
  }

  private static void unlink(
      Map<String, List<AccessToken>> index, String scopeKey, AccessToken token) {
    index.computeIfPresent(
        scopeKey,
        (same, tokens) -> {
          List<AccessToken> rest = tokens.stream().filter(other -> other != token).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  private static List<AccessToken> joined(List<AccessToken> some, List<AccessToken> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static String grantedKey(AccessToken token) {
    return token.granted().key(token.matching());
  }

  private static String requestedKey(AccessToken token) {
    return token.requested().key(token.matching());
  }

  private void requireOwn(AccessToken token) {
    boolean own =
        key instanceof PartitionKey.User user
            ? token.account() != null
                && token.account().homeAccountId().equals(user.homeAccountId())
            : !(key instanceof PartitionKey.App app)
                || token.account() == null
                    && token.clientId().equals(app.clientId())
                    && token.environment().equals(app.environment());
    if (!own) {
      throw new IllegalArgumentException("access token belongs to another holder than " + key);
    }
  }

  /** {@return a partition of the same holder without access tokens} */
  public CachePartition withoutAccessTokens() {
    return empty(key);
  }

  /** {@return the access tokens, oldest first} */
  public Collection<AccessToken> accessTokens() {
    return accessTokens;
  }

  /** {@return whether it holds nothing} */
  public boolean isEmpty() {
    return accessTokens.isEmpty();
  }

  /** {@return holder and size} */
  @Override
  public String toString() {
    return "CachePartition[" + key + ", accessTokens=" + accessTokens.size() + "]";
  }
}

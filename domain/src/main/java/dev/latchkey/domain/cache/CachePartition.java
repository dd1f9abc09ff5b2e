package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.Scopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, indexed snapshot of the entries of one {@link PartitionKey}. A look-up costs the
 * same whatever the partition holds, as long as a token for exactly these scopes is there; else it
 * searches the tokens that have the first wanted scope.
 *
 * @since 0.1
 */
public final class CachePartition {

  private final PartitionKey key;
  private final Map<Slot, AccessToken> bySlot;
  private final Map<Slot, List<AccessToken>> bySingleScope;
  private final Set<AccessToken> accessTokens;

  private CachePartition(
      PartitionKey key,
      Map<Slot, AccessToken> bySlot,
      Map<Slot, List<AccessToken>> bySingleScope,
      Set<AccessToken> accessTokens) {
    this.key = key;
    this.bySlot = bySlot;
    this.bySingleScope = bySingleScope;
    this.accessTokens = accessTokens;
  }

  /**
   * An empty partition.
   *
   * @param key whose entries it will hold
   * @return the partition
   */
  public static CachePartition empty(PartitionKey key) {
    return new CachePartition(Objects.requireNonNull(key, "key"), Map.of(), Map.of(), Set.of());
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
    Slot exact =
        new Slot(
            query.clientId(), query.environment(), realmOf(query), query.scopeKey(), query.keyId());
    AccessToken token = bySlot.get(exact);
    return token != null ? token : covering(query, exact);
  }

  private @Nullable AccessToken covering(TokenQuery query, Slot exact) {
    if (query.scopes().isEmpty()) {
      return null;
    }
    String first = singleKey(query.scopes().values().get(0), query);
    AccessToken newest = null;
    for (AccessToken candidate : bySingleScope.getOrDefault(exact.withScopeKey(first), List.of())) {
      if (candidate.granted().covers(query.scopes(), query.matching())
          && (newest == null || receivedLater(candidate, newest))) {
        newest = candidate;
      }
    }
    return newest;
  }

  private static boolean receivedLater(AccessToken one, AccessToken other) {
    return one.lifetime().receivedAt().isAfter(other.lifetime().receivedAt());
  }

  private static String singleKey(String scope, TokenQuery query) {
    return Scopes.of(scope).key(query.matching());
  }

  // An application's partition is one tenant's, and is named by the tenant as configured; its
  // tokens may name the tenant as resolved.
  private Realm realmOf(TokenQuery query) {
    return key instanceof PartitionKey.App app ? app.realm() : query.realm();
  }

  private Realm realmOf(AccessToken token) {
    return key instanceof PartitionKey.App app ? app.realm() : token.result().realm();
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
    Set<AccessToken> kept = new LinkedHashSet<>();
    boolean dropped = false;
    AccessToken asked = bySlot.get(slot(added, added.requested().key(added.matching())));
    AccessToken granted = bySlot.get(slot(added, added.granted().key(added.matching())));
    for (AccessToken token : accessTokens) {
      if (token == asked || token == granted || token.freshnessAt(now) == Freshness.EXPIRED) {
        dropped = true;
      } else {
        kept.add(token);
      }
    }
    kept.add(added);
    return dropped ? indexed(key, kept) : grown(kept, added);
  }

  // The common case copies two maps; only a replacement builds them anew.
  private CachePartition grown(Set<AccessToken> all, AccessToken added) {
    Map<Slot, AccessToken> slots = new HashMap<>(bySlot);
    Map<Slot, List<AccessToken>> singles = new HashMap<>(bySingleScope);
    index(added, slots, singles);
    return new CachePartition(key, slots, singles, all);
  }

  private static CachePartition indexed(PartitionKey key, Set<AccessToken> all) {
    CachePartition blank = empty(key);
    Map<Slot, AccessToken> slots = new HashMap<>();
    Map<Slot, List<AccessToken>> singles = new HashMap<>();
    for (AccessToken token : all) {
      blank.index(token, slots, singles);
    }
    return new CachePartition(key, slots, singles, all);
  }

  private void index(
      AccessToken token, Map<Slot, AccessToken> slots, Map<Slot, List<AccessToken>> singles) {
    slots.put(slot(token, token.granted().key(token.matching())), token);
    slots.put(slot(token, token.requested().key(token.matching())), token);
    for (String scope : token.granted()) {
      String single = Scopes.of(scope).key(token.matching());
      singles.merge(slot(token, single), List.of(token), CachePartition::joined);
    }
  }

  private static List<AccessToken> joined(List<AccessToken> some, List<AccessToken> more) {
    List<AccessToken> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  private Slot slot(AccessToken token, String scopeKey) {
    return new Slot(token.clientId(), token.environment(), realmOf(token), scopeKey, token.keyId());
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

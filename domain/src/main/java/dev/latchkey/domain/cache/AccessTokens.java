package dev.latchkey.domain.cache;

import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of a partition, oldest first, and the way to them by scopes. Immutable.
 *
 * <p>A walk meets every token that lies under a key and may meet others, so that whoever walks
 * looks at each.
 */
final class AccessTokens {

  static final AccessTokens NONE = few();

  // A person has few tokens, which are sooner looked through than looked up; and a table for each
  // of a hundred thousand people would be as large as the tokens.
  private static final int FEW = 4;

  private final AccessToken[] all;

  // Of few tokens the tokens themselves. Of more a table that is at most a quarter full, in which a
  // token lies under the scopes asked for, those granted, and each single one granted: where the
  // key's hash points, or in the first free place behind it. It holds tokens and nothing between,
  // since each thing between is memory that a look-up has to fetch.
  private final @Nullable AccessToken[] places;
  private final int taken;

  private AccessTokens(AccessToken[] all, @Nullable AccessToken[] places, int taken) {
    this.all = all;
    this.places = places;
    this.taken = taken;
  }

  /** {@return a few tokens, of which none stands for the same as another} */
  static AccessTokens few(AccessToken... tokens) {
    return new AccessTokens(tokens, tokens, 0);
  }

  /**
   * Adds a token at the end.
   *
   * @param added the token
   * @param goes which of the others go
   * @return a copy
   */
  AccessTokens with(AccessToken added, Predicate<AccessToken> goes) {
    List<AccessToken> kept = new ArrayList<>(all.length + 1);
    List<AccessToken> gone = new ArrayList<>(1);
    for (AccessToken token : all) {
      (goes.test(token) ? gone : kept).add(token);
    }
    kept.add(added);
    AccessToken[] next = kept.toArray(AccessToken[]::new);
    if (next.length <= FEW) {
      return few(next);
    }
    List<String> keys = keys(added);
    if (!areFew() && gone.size() == 1 && keys(gone.get(0)).equals(keys)) {
      return new AccessTokens(next, exchanged(gone.get(0), added, keys), taken);
    }
    return !areFew() && gone.isEmpty() && 4 * (taken + keys.size()) <= places.length
        ? new AccessTokens(next, lying(places.clone(), added, keys), taken + keys.size())
        : laidOut(next);
  }

  private static AccessTokens laidOut(AccessToken[] tokens) {
    int entries = 0;
    for (AccessToken token : tokens) {
      entries += keys(token).size();
    }
    @Nullable AccessToken[] table = new AccessToken[Integer.highestOneBit(entries) << 3];
    for (AccessToken token : tokens) {
      lying(table, token, keys(token));
    }
    return new AccessTokens(tokens, table, entries);
  }

  private static @Nullable AccessToken[] lying(
      @Nullable AccessToken[] table, AccessToken token, List<String> keys) {
    for (String key : keys) {
      int place = place(key, table.length);
      while (table[place] != null) {
        place = place + 1 & table.length - 1;
      }
      table[place] = token;
    }
    return table;
  }

  private @Nullable AccessToken[] exchanged(AccessToken old, AccessToken token, List<String> keys) {
    @Nullable AccessToken[] table = places.clone();
    for (String key : keys) {
      for (int place = start(key); table[place] != null; place = after(place)) {
        if (table[place] == old) {
          table[place] = token;
        }
      }
    }
    return table;
  }

  private static List<String> keys(AccessToken token) {
    List<String> keys = new ArrayList<>(2);
    keys.add(token.grantedKey());
    if (!token.requestedKey().equals(token.grantedKey())) {
      keys.add(token.requestedKey());
    }
    if (token.granted().values().size() > 1) {
      for (String scope : token.granted()) {
        keys.add(singleKey(scope, token.matching()));
      }
    }
    return keys;
  }

  /** {@return the key of a token that was granted one scope alone} */
  static String singleKey(String scope, ScopeMatching matching) {
    return Scopes.of(scope).key(matching);
  }

  // Scopes differ in few characters, and their hashes in few bits: a multiplication spreads them.
  private static int place(String key, int length) {
    int spread = key.hashCode() * 0x9E3779B9;
    return (spread >>> 16 ^ spread >>> 3) & length - 1;
  }

  private boolean areFew() {
    return places == all;
  }

  /** {@return where the walk begins that meets all tokens under a key} */
  int start(String key) {
    return areFew() ? 0 : place(key, places.length);
  }

  /** {@return the token there, or null at the end of the walk} */
  @Nullable AccessToken at(int place) {
    return place < places.length ? places[place] : null;
  }

  /** {@return where the walk goes on} */
  int after(int place) {
    return areFew() ? place + 1 : place + 1 & places.length - 1;
  }

  /** {@return all that lie under a key, and maybe others} */
  List<AccessToken> under(String key) {
    List<AccessToken> met = new ArrayList<>();
    AccessToken token;
    for (int at = start(key); (token = at(at)) != null; at = after(at)) {
      met.add(token);
    }
    return met;
  }

  List<AccessToken> asList() {
    return List.of(all);
  }

  boolean isEmpty() {
    return all.length == 0;
  }

  int size() {
    return all.length;
  }
}

package dev.latchkey.domain.cache;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Moment;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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

  private final PartitionKey key;
  private final AccessTokens accessTokens;
  private final LastingEntries lasting;

  private CachePartition(PartitionKey key, AccessTokens accessTokens, LastingEntries lasting) {
    this.key = key;
    this.accessTokens = accessTokens;
    this.lasting = lasting;
  }

  /**
   * An empty partition.
   *
   * @param key whose entries it will hold
   * @return the partition
   */
  public static CachePartition empty(PartitionKey key) {
    return new CachePartition(
        Objects.requireNonNull(key, "key"), AccessTokens.NONE, LastingEntries.NONE);
  }

  /**
   * Makes a partition of all that is kept beside access tokens: what {@code with} makes, entry by
   * entry, in one go.
   *
   * @param key whose entries they are
   * @param refreshTokens the refresh tokens, oldest first; of several for the same the last stays
   * @param idTokens the ID tokens, oldest first
   * @param records what each tenant knows of the person, oldest first
   * @param applications what is known of applications, oldest first
   * @return the partition
   * @throws IllegalArgumentException if an entry belongs to another holder
   */
  public static CachePartition of(
      PartitionKey key,
      List<RefreshToken> refreshTokens,
      List<IdToken> idTokens,
      List<AccountRecord> records,
      List<AppMetadata> applications) {
    CachePartition partition =
        new CachePartition(
            Objects.requireNonNull(key, "key"),
            AccessTokens.NONE,
            LastingEntries.of(refreshTokens, idTokens, records, applications));
    refreshTokens.forEach(partition::requireOwn);
    idTokens.forEach(partition::requireOwn);
    records.forEach(partition::requireOwn);
    return partition;
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
    AccessToken candidate;
    for (int at = accessTokens.start(scopeKey);
        (candidate = accessTokens.at(at)) != null;
        at = accessTokens.after(at)) {
      if (candidate.isExactly(scopeKey) && answers(candidate, query)) {
        return candidate;
      }
    }
    return covering(query);
  }

  private @Nullable AccessToken covering(TokenQuery query) {
    if (query.scopes().isEmpty()) {
      return null;
    }
    String first = AccessTokens.singleKey(query.scopes().values().get(0), query.matching());
    AccessToken newest = null;
    for (AccessToken candidate : accessTokens.under(first)) {
      if (answers(candidate, query)
          && candidate.granted().covers(query.scopes(), query.matching())
          && (newest == null || receivedLater(candidate, newest))) {
        newest = candidate;
      }
    }
    return newest;
  }

  // All but the scopes. An application's partition is one tenant's, and is named by the tenant as
  // configured; its tokens may name the tenant as resolved.
  private boolean answers(AccessToken token, TokenQuery query) {
    return token.clientId().equals(query.clientId())
        && token.environment().equals(query.environment())
        && (key instanceof PartitionKey.App || token.isIn(query.realm()))
        && (isOfAnyType(query.keyId()) || token.isOfType(query.type()))
        && Objects.equals(token.keyId(), query.keyId())
        && Objects.equals(token.extendedKey(), query.extendedKey());
  }

  // An application's tokens that are bound to no key have the type that its own parameters asked
  // for, and are set apart by those.
  private boolean isOfAnyType(@Nullable String keyId) {
    return key instanceof PartitionKey.App && keyId == null;
  }

  private static boolean receivedLater(AccessToken one, AccessToken other) {
    return one.lifetime().receivedAt().isAfter(other.lifetime().receivedAt());
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
    if (accessTokens.isEmpty()) {
      return new CachePartition(key, AccessTokens.few(added), lasting);
    }
    AccessToken asked = twin(added, added.requestedKey());
    AccessToken granted = twin(added, added.grantedKey());
    return new CachePartition(
        key,
        accessTokens.with(
            added, token -> token == asked || token == granted || token.lifetime().isSpentAt(now)),
        lasting);
  }

  private @Nullable AccessToken twin(AccessToken added, String scopeKey) {
    for (AccessToken token : accessTokens.under(scopeKey)) {
      if (token.isExactly(scopeKey)
          && token.clientId().equals(added.clientId())
          && token.environment().equals(added.environment())
          && (key instanceof PartitionKey.App
              || token.result().realm().equals(added.result().realm()))
          && (isOfAnyType(added.keyId()) || token.isOfType(added.result().tokenType()))
          && Objects.equals(token.keyId(), added.keyId())
          && Objects.equals(token.extendedKey(), added.extendedKey())) {
        return token;
      }
    }
    return null;
  }

  private void requireOwn(AccessToken token) {
    boolean own = true;
    if (key instanceof PartitionKey.User user) {
      own = token.account() != null && isOf(token.account().homeAccountId(), user);
    } else if (key instanceof PartitionKey.App app) {
      own =
          token.account() == null
              && token.clientId().equals(app.clientId())
              && token.environment().equals(app.environment());
    } else if (key instanceof PartitionKey.Obo session) {
      own = token.clientId().equals(session.clientId());
    }
    require(own, "access token");
  }

  /**
   * Adds a refresh token in place of the one that stands for the same: the same application's in
   * the same environment, or any of the same family.
   *
   * @param added the token
   * @return a partition with it
   * @throws IllegalArgumentException if the token belongs to another holder
   */
  public CachePartition with(RefreshToken added) {
    requireOwn(added);
    return with(lasting.with(added));
  }

  private void requireOwn(RefreshToken token) {
    requireOwn(token.homeAccountId(), token.clientId(), "refresh token");
  }

  /**
   * Adds an ID token in place of the same application's in the same tenant.
   *
   * @param added the token
   * @return a partition with it
   * @throws IllegalArgumentException if the token belongs to another holder
   */
  public CachePartition with(IdToken added) {
    requireOwn(added);
    return with(lasting.with(added));
  }

  private void requireOwn(IdToken token) {
    requireOwn(token.homeAccountId(), token.clientId(), "id token");
  }

  /**
   * Adds what one tenant knows of the person, in place of what it knew before.
   *
   * @param added the person
   * @return a partition with it
   * @throws IllegalArgumentException if the person is another
   */
  public CachePartition with(AccountRecord added) {
    requireOwn(added);
    return with(lasting.with(added));
  }

  private void requireOwn(AccountRecord record) {
    require(
        !(key instanceof PartitionKey.User user) || isOf(record.account().homeAccountId(), user),
        "account");
  }

  /**
   * Adds what is known of an application. Its family stays known if the addition names none.
   *
   * @param added the application
   * @return a partition with it
   */
  public CachePartition with(AppMetadata added) {
    return with(lasting.with(added));
  }

  private CachePartition with(LastingEntries changed) {
    return new CachePartition(key, accessTokens, changed);
  }

  private void requireOwn(HomeAccountId person, ClientId client, String what) {
    require(
        key instanceof PartitionKey.User user
            ? isOf(person, user)
            : key instanceof PartitionKey.Obo session && client.equals(session.clientId()),
        what);
  }

  private static boolean isOf(HomeAccountId person, PartitionKey.User user) {
    return person.equals(user.homeAccountId());
  }

  private static void require(boolean own, String what) {
    if (!own) {
      // Who the holder is does not belong in a message.
      throw new IllegalArgumentException(what + " belongs to another holder than the partition");
    }
  }

  /**
   * Finds the refresh tokens that an application may redeem, the most promising first: members of a
   * family try the family's, others their own. Where it is not known whether the application is a
   * member, its own comes first and the family's is worth a try.
   *
   * @param clientId the application
   * @param environment the authority's environment
   * @return the tokens
   */
  public List<RefreshToken> refreshTokensFor(ClientId clientId, Environment environment) {
    return lasting.refreshTokensFor(clientId, environment);
  }

  /**
   * Tells whether a refresh token is still there: who signed out elsewhere, or got a newer one, has
   * taken it away.
   *
   * @param token the token
   * @return whether it is
   */
  public boolean holds(RefreshToken token) {
    return lasting.refreshTokens().stream().anyMatch(it -> it.secret().equals(token.secret()));
  }

  /**
   * Finds a person as an application may show them.
   *
   * @param environment the authority's environment
   * @return the person, or null if they never signed in there
   */
  public @Nullable Account account(Environment environment) {
    return lasting.account(environment);
  }

  /**
   * Tells whether an application is known to belong to a family, or to none.
   *
   * @param clientId the application
   * @param environment the authority's environment
   * @return what is known, or null if nothing is
   */
  public @Nullable AppMetadata application(ClientId clientId, Environment environment) {
    return lasting.application(clientId, environment);
  }

  /**
   * Signs the person out of an application: all access and ID tokens and what is known of the
   * person go, and the refresh tokens of the application and its family. Those of other
   * applications stay.
   *
   * @param clientId the application
   * @return a partition without them
   */
  public CachePartition signedOutOf(ClientId clientId) {
    return new CachePartition(key, AccessTokens.NONE, lasting.signedOutOf(clientId));
  }

  /** {@return a partition of the same holder with everything but access tokens} */
  public CachePartition withoutAccessTokens() {
    return new CachePartition(key, AccessTokens.NONE, lasting);
  }

  /** {@return the access tokens, oldest first} */
  public Collection<AccessToken> accessTokens() {
    return accessTokens.asList();
  }

  /** {@return the refresh tokens, oldest first} */
  public Collection<RefreshToken> refreshTokens() {
    return lasting.refreshTokens();
  }

  /** {@return the ID tokens, oldest first} */
  public Collection<IdToken> idTokens() {
    return lasting.idTokens();
  }

  /** {@return what each tenant knows of the person, oldest first} */
  public Collection<AccountRecord> accountRecords() {
    return lasting.records();
  }

  /** {@return what is known of applications, oldest first} */
  public Collection<AppMetadata> applications() {
    return lasting.applications();
  }

  /** {@return all entries, kind by kind} */
  public Stream<CacheEntry> entries() {
    return Stream.of(accessTokens(), refreshTokens(), idTokens(), accountRecords(), applications())
        .flatMap(Collection::stream);
  }

  /** {@return whether it holds nothing that a token or a person could be found by} */
  public boolean isEmpty() {
    return accessTokens.isEmpty() && lasting.isEmpty();
  }

  /** {@return sizes only: who the holder is does not belong in a log} */
  @Override
  public String toString() {
    return "CachePartition[accessTokens=" + accessTokens.size() + ", " + lasting + "]";
  }
}

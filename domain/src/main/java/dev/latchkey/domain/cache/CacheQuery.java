package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a cache are wanted: all of one kind, or those that agree with whatever is said
 * here. An entry that does not have what is asked for does not agree. Immutable.
 *
 * @param <E> the kind of entry
 * @since 0.1
 */
public final class CacheQuery<E extends CacheEntry> {

  private final Class<E> kind;
  private final @Nullable ClientId clientId;
  private final @Nullable Environment environment;
  private final @Nullable Realm realm;
  private final @Nullable HomeAccountId person;
  private final boolean ofApplications;
  private final Scopes target;

  private CacheQuery(
      Class<E> kind,
      @Nullable ClientId clientId,
      @Nullable Environment environment,
      @Nullable Realm realm,
      @Nullable HomeAccountId person,
      boolean ofApplications,
      Scopes target) {
    this.kind = kind;
    this.clientId = clientId;
    this.environment = environment;
    this.realm = realm;
    this.person = person;
    this.ofApplications = ofApplications;
    this.target = target;
  }

  /**
   * Asks for all entries of a kind.
   *
   * @param <E> the kind
   * @param kind such as {@code AccessToken.class}
   * @return the query
   */
  public static <E extends CacheEntry> CacheQuery<E> of(Class<E> kind) {
    return new CacheQuery<>(
        Objects.requireNonNull(kind, "kind"), null, null, null, null, false, Scopes.none());
  }

  /**
   * Asks for those of one application.
   *
   * @param value the application
   * @return a copy
   */
  public CacheQuery<E> clientId(ClientId value) {
    Objects.requireNonNull(value, "client id");
    return new CacheQuery<>(kind, value, environment, realm, person, ofApplications, target);
  }

  /**
   * Asks for those of one environment.
   *
   * @param value the environment, as {@code Authority.environment()} has it
   * @return a copy
   */
  public CacheQuery<E> environment(Environment value) {
    Objects.requireNonNull(value, "environment");
    return new CacheQuery<>(kind, clientId, value, realm, person, ofApplications, target);
  }

  /**
   * Asks for those of one tenant.
   *
   * @param value the tenant that issued them
   * @return a copy
   */
  public CacheQuery<E> realm(Realm value) {
    Objects.requireNonNull(value, "realm");
    return new CacheQuery<>(kind, clientId, environment, value, person, ofApplications, target);
  }

  /**
   * Asks for those of one person.
   *
   * @param value the person
   * @return a copy
   */
  public CacheQuery<E> person(HomeAccountId value) {
    Objects.requireNonNull(value, "person");
    return new CacheQuery<>(kind, clientId, environment, realm, value, false, target);
  }

  /** {@return a copy for those of applications themselves, which stand for no person} */
  public CacheQuery<E> ofApplications() {
    return new CacheQuery<>(kind, clientId, environment, realm, null, true, target);
  }

  /**
   * Asks for access tokens that are good for scopes.
   *
   * @param value the scopes, compared as the authority of each token does
   * @return a copy
   */
  public CacheQuery<E> target(Scopes value) {
    Objects.requireNonNull(value, "target");
    return new CacheQuery<>(kind, clientId, environment, realm, person, ofApplications, value);
  }

  /** {@return the person asked for, if one is} */
  public Optional<HomeAccountId> person() {
    return Optional.ofNullable(person);
  }

  /**
   * Names the only partition that can have answers.
   *
   * @return the partition; empty if there may be several
   */
  public Optional<PartitionKey> partition() {
    if (person != null) {
      return Optional.of(new PartitionKey.User(person));
    }
    return ofApplications && clientId != null && environment != null && realm != null
        ? Optional.of(new PartitionKey.App(clientId, environment, realm))
        : Optional.empty();
  }

  /**
   * Tells whether an entry is wanted.
   *
   * @param entry the entry
   * @return the entry; empty if it is not
   */
  public Optional<E> match(CacheEntry entry) {
    return kind.isInstance(entry) && agrees(entry)
        ? Optional.of(kind.cast(entry))
        : Optional.empty();
  }

  private boolean agrees(CacheEntry entry) {
    if (entry instanceof AccessToken token) {
      return agrees(token.clientId(), token.environment(), token.result().realm(), person(token))
          && token.granted().covers(target, token.matching());
    }
    if (entry instanceof RefreshToken token) {
      return agrees(token.clientId(), token.environment(), null, token.homeAccountId());
    }
    if (entry instanceof IdToken token) {
      return agrees(token.clientId(), token.environment(), token.realm(), token.homeAccountId());
    }
    if (entry instanceof AccountRecord record) {
      return agrees(
          null, record.account().environment(), record.realm(), record.account().homeAccountId());
    }
    if (entry instanceof AppMetadata application) {
      return agrees(application.clientId(), application.environment(), null, null);
    }
    throw new AssertionError(entry.getClass());
  }

  private static @Nullable HomeAccountId person(AccessToken token) {
    return token.account() == null ? null : token.account().homeAccountId();
  }

  private boolean agrees(
      @Nullable ClientId client,
      @Nullable Environment where,
      @Nullable Realm tenant,
      @Nullable HomeAccountId who) {
    return (clientId == null || clientId.equals(client))
        && (environment == null || environment.equals(where))
        && (realm == null || realm.equals(tenant))
        && (person == null || person.equals(who))
        && (!ofApplications || who == null);
  }

  /** {@return the kind: whom it asks for does not belong in a log} */
  @Override
  public String toString() {
    return "CacheQuery[kind=" + kind.getSimpleName() + "]";
  }
}

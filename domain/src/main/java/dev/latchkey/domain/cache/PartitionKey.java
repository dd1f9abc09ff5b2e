package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import java.util.Objects;

/**
 * Whose entries lie together: one person's, one application's in one tenant, or one on-behalf-of
 * session's. No look-up ever leaves its partition, so tokens of different holders cannot meet.
 *
 * @since 0.1
 */
public sealed interface PartitionKey {

  /**
   * The entries of one person, whichever client and environment they belong to.
   *
   * @param homeAccountId the person
   * @since 0.1
   */
  record User(HomeAccountId homeAccountId) implements PartitionKey {
    /**
     * Checks that the person is there.
     *
     * @param homeAccountId the person
     */
    public User {
      Objects.requireNonNull(homeAccountId, "home account id");
    }

    // By hand, as for every key on the way to a first token: a record's own are linked at run time.
    /** {@return whether the persons are equal} */
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof User that && homeAccountId.equals(that.homeAccountId);
    }

    /** {@return a hash of the person} */
    @Override
    public int hashCode() {
      return homeAccountId.hashCode();
    }
  }

  /**
   * The tokens of one application itself in one tenant.
   *
   * @since 0.1
   */
  final class App implements PartitionKey {
    private final ClientId clientId;
    private final Environment environment;
    private final Realm realm;
    private final int hash;

    /**
     * Names the partition.
     *
     * @param clientId the application
     * @param environment the authority's environment
     * @param realm the tenant as it was configured, since the network is not asked on a hit
     */
    public App(ClientId clientId, Environment environment, Realm realm) {
      this.clientId = Objects.requireNonNull(clientId, "client id");
      this.environment = Objects.requireNonNull(environment, "environment");
      this.realm = Objects.requireNonNull(realm, "realm");
      this.hash = Objects.hash(clientId, environment, realm);
    }

    /** {@return the application} */
    public ClientId clientId() {
      return clientId;
    }

    /** {@return the authority's environment} */
    public Environment environment() {
      return environment;
    }

    /** {@return the tenant as it was configured} */
    public Realm realm() {
      return realm;
    }

    /** {@return whether all three are equal} */
    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof App that
              && hash == that.hash
              && clientId.equals(that.clientId)
              && environment.equals(that.environment)
              && realm.equals(that.realm);
    }

    /** {@return a hash over all three, computed once} */
    @Override
    public int hashCode() {
      return hash;
    }

    /** {@return all three} */
    @Override
    public String toString() {
      return "App[clientId=" + clientId + ", environment=" + environment + ", realm=" + realm + "]";
    }
  }

  /**
   * The tokens of one on-behalf-of session.
   *
   * @param clientId the middle tier
   * @param sessionKey a hash of the incoming token, or the name of a long-running session
   * @since 0.1
   */
  record Obo(ClientId clientId, String sessionKey) implements PartitionKey {
    /**
     * Checks that both are there.
     *
     * @param clientId the middle tier
     * @param sessionKey a hash of the incoming token, or the name of a long-running session
     */
    public Obo {
      Objects.requireNonNull(clientId, "client id");
      Objects.requireNonNull(sessionKey, "session key");
    }
  }
}

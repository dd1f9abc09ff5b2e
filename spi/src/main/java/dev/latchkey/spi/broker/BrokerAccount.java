package dev.latchkey.spi.broker;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person whom the broker knows. Equal where person and environment are. Immutable.
 *
 * @since 0.1
 */
public final class BrokerAccount {

  private final HomeAccountId homeAccountId;
  private final Environment environment;
  private final String username;
  private final @Nullable String localAccountId;
  private final @Nullable Realm realm;
  private final @Nullable String displayName;

  private BrokerAccount(
      HomeAccountId homeAccountId,
      Environment environment,
      String username,
      @Nullable String localAccountId,
      @Nullable Realm realm,
      @Nullable String displayName) {
    this.homeAccountId = Objects.requireNonNull(homeAccountId, "home account id");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.username = Objects.requireNonNull(username, "user name");
    this.localAccountId = localAccountId;
    this.realm = realm;
    this.displayName = displayName;
  }

  /**
   * Names a person.
   *
   * @param homeAccountId the person, the same in every tenant
   * @param environment where the person signed in
   * @param username the name the person signs in with; empty if it is not known
   * @return the account
   */
  public static BrokerAccount of(
      HomeAccountId homeAccountId, Environment environment, String username) {
    return new BrokerAccount(homeAccountId, environment, username, null, null, null);
  }

  /**
   * Sets the person's id in one tenant, by which some brokers find accounts.
   *
   * @param value the id
   * @return a copy with it
   */
  public BrokerAccount localAccountId(String value) {
    return new BrokerAccount(
        homeAccountId,
        environment,
        username,
        Objects.requireNonNull(value, "local account id"),
        realm,
        displayName);
  }

  /**
   * Sets the tenant.
   *
   * @param value the tenant
   * @return a copy with it
   */
  public BrokerAccount realm(Realm value) {
    return new BrokerAccount(
        homeAccountId,
        environment,
        username,
        localAccountId,
        Objects.requireNonNull(value, "realm"),
        displayName);
  }

  /**
   * Sets the name that people call the person by.
   *
   * @param value the name
   * @return a copy with it
   */
  public BrokerAccount displayName(String value) {
    return new BrokerAccount(
        homeAccountId,
        environment,
        username,
        localAccountId,
        realm,
        Objects.requireNonNull(value, "display name"));
  }

  /** {@return the person, the same in every tenant} */
  public HomeAccountId homeAccountId() {
    return homeAccountId;
  }

  /** {@return where the person signed in} */
  public Environment environment() {
    return environment;
  }

  /** {@return the name the person signs in with; empty if it is not known} */
  public String username() {
    return username;
  }

  /** {@return the person's id in one tenant, if known} */
  public Optional<String> localAccountId() {
    return Optional.ofNullable(localAccountId);
  }

  /** {@return the tenant, if known} */
  public Optional<Realm> realm() {
    return Optional.ofNullable(realm);
  }

  /** {@return the name that people call the person by, if known} */
  public Optional<String> displayName() {
    return Optional.ofNullable(displayName);
  }

  /** {@return whether the other is the same person in the same environment} */
  @Override
  public boolean equals(Object other) {
    return other instanceof BrokerAccount that
        && homeAccountId.equals(that.homeAccountId)
        && environment.equals(that.environment);
  }

  /** {@return a hash over person and environment} */
  @Override
  public int hashCode() {
    return Objects.hash(homeAccountId, environment);
  }

  /** {@return environment only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "BrokerAccount[environment=" + environment + "]";
  }
}

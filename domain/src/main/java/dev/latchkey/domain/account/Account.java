package dev.latchkey.domain.account;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import java.util.List;
import java.util.Objects;

/**
 * A person who has signed in, named for later silent calls. Immutable; equal where person and
 * environment are.
 *
 * @since 0.1
 */
public final class Account {

  private final HomeAccountId homeAccountId;
  private final Environment environment;
  private final String username;
  private final List<TenantProfile> tenantProfiles;

  private Account(
      HomeAccountId homeAccountId,
      Environment environment,
      String username,
      List<TenantProfile> tenantProfiles) {
    this.homeAccountId = Objects.requireNonNull(homeAccountId, "home account id");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.username = Objects.requireNonNull(username, "user name");
    this.tenantProfiles = List.copyOf(tenantProfiles);
  }

  /**
   * Names a person.
   *
   * @param homeAccountId the person, the same in every tenant
   * @param environment where the person signed in
   * @param username the name the person signs in with; empty if the authority told none
   * @return the account
   */
  public static Account of(HomeAccountId homeAccountId, Environment environment, String username) {
    return new Account(homeAccountId, environment, username, List.of());
  }

  /**
   * Adds what tenants know of the person.
   *
   * @param profiles one for each tenant that the person signed in to, the oldest first
   * @return a copy with them
   */
  public Account withTenantProfiles(List<TenantProfile> profiles) {
    return new Account(homeAccountId, environment, username, profiles);
  }

  /** {@return the person, the same in every tenant} */
  public HomeAccountId homeAccountId() {
    return homeAccountId;
  }

  /** {@return where the person signed in} */
  public Environment environment() {
    return environment;
  }

  /** {@return the name the person signs in with; empty if the authority told none} */
  public String username() {
    return username;
  }

  /** {@return what each tenant knows of the person, as far as the person signed in to it} */
  public List<TenantProfile> tenantProfiles() {
    return tenantProfiles;
  }

  /** {@return whether the other is the same person in the same environment} */
  @Override
  public boolean equals(Object other) {
    return other instanceof Account that
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
    return "Account[environment=" + environment + "]";
  }
}

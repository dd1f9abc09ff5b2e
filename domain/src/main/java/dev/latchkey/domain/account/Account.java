package dev.latchkey.domain.account;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
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

  private Account(HomeAccountId homeAccountId, Environment environment, String username) {
    this.homeAccountId = Objects.requireNonNull(homeAccountId, "home account id");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.username = Objects.requireNonNull(username, "user name");
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
    return new Account(homeAccountId, environment, username);
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

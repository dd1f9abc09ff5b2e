package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A user who can sign in.
 *
 * <p>In the Entra shape a user has a home tenant and may be a guest in others; in realms everybody
 * may sign in to every realm. Immutable. {@link #toString()} shows no password.
 *
 * @since 0.1
 */
public final class SandboxUser {

  private final String username;
  private final String password;
  private final String displayName;
  private final UUID objectId;
  private final String homeTenant;
  private final Set<String> guestTenants;
  private final boolean personal;
  private final boolean disabled;
  private final boolean secondFactor;
  private final boolean consented;
  private final List<AccessPolicy> policies;

  private SandboxUser(Builder builder) {
    username = builder.username;
    password = builder.password;
    displayName = builder.displayName;
    objectId = builder.objectId;
    homeTenant = builder.homeTenant;
    guestTenants = Set.copyOf(builder.guestTenants);
    personal = builder.personal;
    disabled = builder.disabled;
    secondFactor = builder.secondFactor;
    consented = builder.consented;
    policies = List.copyOf(builder.policies);
  }

  /**
   * Begins a user of the tenant {@code 9b8a7f6e-5d4c-4b3a-a291-665544332211} with the password
   * {@code password}, who has agreed to everything.
   *
   * @param username such as {@code mira@contoso.example}; compared without case
   * @return a new builder
   * @since 0.1
   */
  public static Builder builder(String username) {
    return new Builder(username);
  }

  /**
   * Begins a user who differs from this one in what is then set.
   *
   * @return a new builder with all of this user's settings
   * @since 0.1
   */
  public Builder toBuilder() {
    Builder copy = new Builder(username);
    copy.password = password;
    copy.displayName = displayName;
    copy.objectId = objectId;
    copy.homeTenant = homeTenant;
    copy.guestTenants.addAll(guestTenants);
    copy.personal = personal;
    copy.disabled = disabled;
    copy.secondFactor = secondFactor;
    copy.consented = consented;
    copy.policies.addAll(policies);
    return copy;
  }

  /**
   * Returns the name that the user signs in with.
   *
   * @return the name as it was given
   * @since 0.1
   */
  public String username() {
    return username;
  }

  /**
   * Returns the name that people see.
   *
   * @return the claim {@code name}
   * @since 0.1
   */
  public String displayName() {
    return displayName;
  }

  /**
   * Returns the user's id in the home tenant.
   *
   * @return the {@code uid} of {@code client_info}
   * @since 0.1
   */
  public UUID objectId() {
    return objectId;
  }

  String password() {
    return password;
  }

  boolean hasPassword(String candidate) {
    return MessageDigest.isEqual(
        password.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  String homeTenant() {
    return personal ? Tenants.PERSONAL : homeTenant;
  }

  Set<String> guestTenants() {
    return guestTenants;
  }

  boolean personal() {
    return personal;
  }

  boolean disabled() {
    return disabled;
  }

  boolean secondFactor() {
    return secondFactor;
  }

  boolean consented() {
    return consented;
  }

  List<AccessPolicy> policies() {
    return policies;
  }

  @Override
  public String toString() {
    return "SandboxUser[" + username + "]";
  }

  /**
   * Collects the settings of a user. Not safe for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final String username;
    private final Set<String> guestTenants = new LinkedHashSet<>();
    private final List<AccessPolicy> policies = new ArrayList<>();
    private String password = "password";
    private String displayName;
    private UUID objectId;
    private String homeTenant = Tenants.HOME;
    private boolean personal;
    private boolean disabled;
    private boolean secondFactor;
    private boolean consented = true;

    private Builder(String username) {
      this.username = Texts.notEmpty(username, "username");
      displayName = username;
      objectId =
          UUID.nameUUIDFromBytes(
              username.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets the password.
     *
     * @param text not empty; {@code password} by default
     * @return this builder
     * @since 0.1
     */
    public Builder password(String text) {
      password = Texts.notEmpty(text, "text");
      return this;
    }

    /**
     * Sets the name that people see.
     *
     * @param name any text; the user name by default
     * @return this builder
     * @since 0.1
     */
    public Builder displayName(String name) {
      displayName = requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets the user's id in the home tenant.
     *
     * @param id made from the user name by default, always the same
     * @return this builder
     * @since 0.1
     */
    public Builder objectId(UUID id) {
      objectId = requireNonNull(id, "id");
      return this;
    }

    /**
     * Sets the tenant that the user belongs to, which {@code common} and {@code organizations} lead
     * to.
     *
     * @param tenant id or domain name
     * @return this builder
     * @since 0.1
     */
    public Builder homeTenant(String tenant) {
      homeTenant = Texts.notEmpty(tenant, "tenant");
      return this;
    }

    /**
     * Makes the user a guest of other tenants: tokens then come from there, under another object
     * id, while {@code client_info} stays that of the home account.
     *
     * @param tenants ids or domain names
     * @return this builder
     * @since 0.1
     */
    public Builder guestIn(String... tenants) {
      guestTenants.addAll(List.of(tenants));
      return this;
    }

    /**
     * Makes it a personal account, at home in the tenant of those.
     *
     * @param account false by default
     * @return this builder
     * @since 0.1
     */
    public Builder personal(boolean account) {
      personal = account;
      return this;
    }

    /**
     * Locks the user out: no sign-in, no refresh.
     *
     * @param locked false by default
     * @return this builder
     * @since 0.1
     */
    public Builder disabled(boolean locked) {
      disabled = locked;
      return this;
    }

    /**
     * Demands more than a password, which only an interactive sign-in can give; the password grant
     * is refused with AADSTS50076.
     *
     * @param required false by default
     * @return this builder
     * @since 0.1
     */
    public Builder secondFactor(boolean required) {
      secondFactor = required;
      return this;
    }

    /**
     * Says whether the user has agreed to every application already. Without that a sign-in asks,
     * and what was not agreed to is refused elsewhere with AADSTS65001.
     *
     * @param given true by default
     * @return this builder
     * @since 0.1
     */
    public Builder consented(boolean given) {
      consented = given;
      return this;
    }

    /**
     * Adds a policy that is in the way of this user's tokens.
     *
     * @param policy asked after those added before
     * @return this builder
     * @since 0.1
     */
    public Builder policy(AccessPolicy policy) {
      policies.add(requireNonNull(policy, "policy"));
      return this;
    }

    /**
     * Takes every policy away.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder clearPolicies() {
      policies.clear();
      return this;
    }

    /**
     * Makes the user.
     *
     * @return an immutable user
     * @since 0.1
     */
    public SandboxUser build() {
      return new SandboxUser(this);
    }
  }
}

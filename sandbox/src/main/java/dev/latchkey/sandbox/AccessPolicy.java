package dev.latchkey.sandbox;

import java.util.Optional;

/**
 * A demand that a user has to meet in person before tokens are given, as Entra's conditional access
 * makes it. It is set on a user or an application; token requests that nobody sits in front of
 * (refresh, on behalf of, password) and {@code prompt=none} are refused with it.
 *
 * <p>A policy with claims is met by a sign-in, or a token, that was asked for with these claims;
 * one without refuses until it is taken away. Immutable.
 *
 * @since 0.1
 */
public final class AccessPolicy {

  private final String error;
  private final int code;
  private final Optional<String> suberror;
  private final Optional<String> claims;
  private final Optional<String> scope;

  private AccessPolicy(
      String error,
      int code,
      Optional<String> suberror,
      Optional<String> claims,
      Optional<String> scope) {
    this.error = error;
    this.code = code;
    this.suberror = suberror;
    this.claims = claims;
    this.scope = scope;
  }

  /**
   * Makes a policy for every scope, without claims.
   *
   * @param error such as {@code interaction_required} or {@code invalid_grant}
   * @param code AADSTS number, shown by the Entra shape alone
   * @return the policy
   * @since 0.1
   */
  public static AccessPolicy of(String error, int code) {
    return new AccessPolicy(
        Texts.notEmpty(error, "error"), code, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Names what the user can do about it.
   *
   * @param text such as {@code basic_action}, {@code additional_action}, {@code message_only},
   *     {@code consent_required} or {@code user_password_expired}
   * @return a policy that answers with it
   * @since 0.1
   */
  public AccessPolicy suberror(String text) {
    return new AccessPolicy(error, code, Optional.of(Texts.notEmpty(text, "text")), claims, scope);
  }

  /**
   * Demands claims.
   *
   * @param json as the {@code claims} parameter has it (OpenID Connect Core, section 5.5), such as
   *     {@code {"access_token":{"acrs":{"essential":true,"value":"c1"}}}}
   * @return a policy that answers with it, and is met by it
   * @throws IllegalArgumentException if it is no JSON object
   * @since 0.1
   */
  public AccessPolicy claims(String json) {
    RequestedClaims.parse(json);
    return new AccessPolicy(error, code, suberror, Optional.of(json), scope);
  }

  /**
   * Limits the policy.
   *
   * @param text the one scope that it is about, in full
   * @return a policy that minds this scope alone
   * @since 0.1
   */
  public AccessPolicy scope(String text) {
    return new AccessPolicy(
        error, code, suberror, claims, Optional.of(Texts.notEmpty(text, "text")));
  }

  String error() {
    return error;
  }

  int code() {
    return code;
  }

  Optional<String> suberror() {
    return suberror;
  }

  Optional<String> claims() {
    return claims;
  }

  Optional<String> scope() {
    return scope;
  }

  String description() {
    return "The user has to meet a policy of the sandbox; sign in interactively"
        + claims.map(it -> " with the claims that come with this answer.").orElse(".");
  }

  @Override
  public String toString() {
    return "AccessPolicy[" + error + " " + code + suberror.map(it -> " " + it).orElse("") + "]";
  }
}

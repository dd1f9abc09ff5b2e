package dev.latchkey.application.request;

/**
 * What happens where an ID token's times disagree with the clock here by more than two minutes. A
 * sign-in with a limit of age is checked either way.
 *
 * @since 0.1
 */
public enum IdTokenTimePolicy {
  /**
   * A warning is logged and the token is taken: it came straight from the authority, so the clock
   * here is wrong. As the family of libraries does, and the default for Microsoft kinds.
   */
  WARN,
  /**
   * The token is refused, and so is one that does not say when it was issued (OpenID Connect Core,
   * section 3.1.3.7). The default for any other OpenID provider.
   */
  STRICT
}

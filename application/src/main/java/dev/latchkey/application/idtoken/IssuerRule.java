package dev.latchkey.application.idtoken;

import dev.latchkey.domain.account.IdTokenClaims;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which issuer an ID token has to name. Compared character by character (OpenID Connect Core,
 * section 3.1.3.7).
 */
public final class IssuerRule {

  /** What Entra's metadata has in place of a tenant where the authority stands for many. */
  static final String TENANT = "{tenantid}";

  private final @Nullable String expected;

  private IssuerRule(@Nullable String expected) {
    this.expected = expected;
  }

  /** {@return a rule that any issuer meets} */
  public static IssuerRule any() {
    return new IssuerRule(null);
  }

  /**
   * Expects what the authority's metadata states.
   *
   * @param issuer the issuer; {@code {tenantid}} in it stands for the token's own claim {@code tid}
   * @return the rule
   */
  public static IssuerRule stated(String issuer) {
    return new IssuerRule(Objects.requireNonNull(issuer, "issuer"));
  }

  boolean needsTenant() {
    return expected != null && expected.contains(TENANT);
  }

  /** {@return the issuer that these claims should have named; null if they may name any} */
  @Nullable String expectedOf(IdTokenClaims claims) {
    return expected == null ? null : expected.replace(TENANT, claims.tenantId().orElse(""));
  }

  /** {@return the expected issuer} */
  @Override
  public String toString() {
    return "IssuerRule[" + (expected == null ? "any" : expected) + "]";
  }
}

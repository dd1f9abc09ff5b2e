package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * Tokens for a person whom a federated identity provider vouches for (RFC 7522, and Entra for SAML
 * 1.1).
 *
 * @param assertion the SAML assertion as it came: XML
 * @param version which SAML it is
 * @param scopes the scopes, the reserved ones included
 * @since 0.1
 */
public record SamlGrant(Secret assertion, SamlVersion version, Scopes scopes) implements Grant {

  /**
   * Checks that all are there.
   *
   * @param assertion the SAML assertion as it came: XML
   * @param version which SAML it is
   * @param scopes the scopes, the reserved ones included
   */
  public SamlGrant {
    Objects.requireNonNull(assertion, "assertion");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(scopes, "scopes");
  }
}

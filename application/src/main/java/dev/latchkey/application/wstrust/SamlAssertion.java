package dev.latchkey.application.wstrust;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.grant.SamlVersion;
import java.util.Objects;

/**
 * What a federation server says of a user, to be exchanged for tokens (RFC 7522).
 *
 * @param text the assertion element, exactly as the server wrote it, since it is signed
 * @param version of SAML, which decides the grant
 */
public record SamlAssertion(Secret text, SamlVersion version) {

  /**
   * Checks that both are there.
   *
   * @param text the assertion element, exactly as the server wrote it, since it is signed
   * @param version of SAML, which decides the grant
   */
  public SamlAssertion {
    Objects.requireNonNull(text, "assertion");
    Objects.requireNonNull(version, "version");
  }
}

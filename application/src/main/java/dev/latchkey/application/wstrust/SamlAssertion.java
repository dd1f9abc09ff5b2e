package dev.latchkey.application.wstrust;

import dev.latchkey.domain.credential.Secret;
import java.util.Objects;

/**
 * What a federation server says of a user, to be exchanged for tokens (RFC 7522).
 *
 * @param text the assertion element, exactly as the server wrote it, since it is signed
 * @param version of SAML, which decides the grant
 */
public record SamlAssertion(Secret text, Version version) {

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

  /** The versions that have a grant. */
  public enum Version {
    /** SAML 1.0 or 1.1: the grant is {@code saml1_1-bearer}. */
    V1_1,
    /** SAML 2.0: the grant is {@code saml2-bearer}. */
    V2_0
  }
}

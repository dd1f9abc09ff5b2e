package dev.latchkey.domain.grant;

/**
 * The kinds of SAML assertions that are exchanged for tokens.
 *
 * @since 0.1
 */
public enum SamlVersion {
  /** SAML 1.1 (Entra). */
  SAML_1_1,
  /** SAML 2.0 (RFC 7522). */
  SAML_2_0
}

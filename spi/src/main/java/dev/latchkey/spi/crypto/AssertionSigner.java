package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.Secret;

/**
 * Signs claims: client assertions (RFC 7523) and whatever else is a compact JWS.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use.
 *   <li>Works with opaque keys: signs through {@link KeyMaterial#provider()} where it is set, asks
 *       no key for its encoded form, and registers nothing with the Java runtime.
 *   <li>Signs the payload as it was given, to the byte.
 *   <li>The header has {@code alg} and {@code typ}, and of the rest what the request says:
 *       thumbprints in base64url without padding, certificates in plain base64 without line breaks.
 *   <li>PS256 has a salt of 32 bytes; ES256 is R and S side by side (RFC 7518, section 3.4).
 * </ul>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AssertionSigner {

  /**
   * Signs.
   *
   * @param request what, and with what
   * @return the JWS in compact form
   * @throws dev.latchkey.domain.error.CryptoException if the key cannot sign so, or its provider
   *     failed
   */
  Secret sign(AssertionRequest request);
}

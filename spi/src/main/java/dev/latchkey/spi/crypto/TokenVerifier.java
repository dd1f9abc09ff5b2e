package dev.latchkey.spi.crypto;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the signature of a token against a key set that the caller trusts. Claims are the
 * caller's business.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use; opens no connection.
 *   <li>Believes the key set alone: keys and addresses in the token's own header ({@code jwk},
 *       {@code jku}, {@code x5u}, {@code x5c}) are never used.
 *   <li>The algorithm is one of those allowed and fits the key; a key whose {@code use}, {@code
 *       key_ops} or {@code alg} says otherwise is passed over.
 *   <li>A header with {@code crit} or {@code b64} is refused, as is one that names a member twice.
 *   <li>Input is bounded before it is decoded, and decoded strictly: three parts, base64url without
 *       padding, UTF-8.
 *   <li>RSA keys have at least 2048 bits, EC keys are on P-256; R and S of ES256 are from 1 to the
 *       order of the curve less 1.
 *   <li>A key of the set that cannot be read does not hide the others.
 * </ul>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TokenVerifier {

  /** The most characters that a token may have: 64 Ki. */
  int MAX_TOKEN_LENGTH = 64 << 10;

  /** The most characters that a key set may have: 256 Ki. */
  int MAX_KEY_SET_LENGTH = 256 << 10;

  /** The most keys that a key set may have. */
  int MAX_KEYS = 100;

  /**
   * Verifies a signature.
   *
   * @param token the token in compact form
   * @param keySet the trusted keys: a JWK set (RFC 7517, section 5), JSON text
   * @param allowed the algorithms that are believed; not empty
   * @return the token; empty if the set has no key of the token's name and algorithm, so that a
   *     newer set may help
   * @throws dev.latchkey.domain.error.CryptoException if the signature is wrong, or token or set
   *     are not what they should be
   */
  Optional<VerifiedToken> verify(Secret token, String keySet, Set<SigningAlgorithm> allowed);
}

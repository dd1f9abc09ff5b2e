package dev.latchkey.spi.broker;

import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * The one HTTP request that a bound token is for; the broker signs it with a key of its own.
 *
 * @param method the HTTP method in upper case
 * @param uri where the request goes; host, port and path are signed
 * @param nonce what the resource's challenge said, verbatim
 * @since 0.1
 */
public record ProofOfPossession(String method, URI uri, String nonce) {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

  /**
   * Checks all three.
   *
   * @param method the HTTP method in upper case
   * @param uri where the request goes; host, port and path are signed
   * @param nonce what the resource's challenge said, verbatim
   * @throws IllegalArgumentException if the method is not GET, POST, PUT, DELETE or PATCH, the URI
   *     has no host, or the nonce is empty
   */
  public ProofOfPossession {
    if (!METHODS.contains(Objects.requireNonNull(method, "method"))) {
      throw new IllegalArgumentException("method is not GET, POST, PUT, DELETE or PATCH");
    }
    if (Objects.requireNonNull(uri, "uri").getHost() == null) {
      throw new IllegalArgumentException("uri of the signed request has no host");
    }
    if (Objects.requireNonNull(nonce, "nonce").isEmpty()) {
      throw new IllegalArgumentException("nonce is empty; it comes from the resource's challenge");
    }
  }
}

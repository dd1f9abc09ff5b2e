package dev.latchkey.application.scheme;

import dev.latchkey.domain.scheme.TokenBinding;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One way to bind tokens, with the key as it is now: the seam that all schemes have in common.
 * Everything about a scheme is behind it, so that flows, cache and token endpoint know none of them
 * by name. Safe for concurrent use.
 */
public interface KeyBinding extends TokenBinding {

  /** {@return the type that the authority has to give tokens; any other is refused} */
  TokenType tokenType();

  /** {@return what a token request says of the key} */
  Map<String, String> parameters();

  /** {@return what an authorization request says of the key, for codes that are bound as well} */
  default Map<String, String> authorizationParameters() {
    return Map.of();
  }

  /**
   * Makes what proves to a token endpoint that the key is there.
   *
   * @param target the token endpoint
   * @return header fields, made anew for each request that is sent
   */
  default HttpHeaders proofFor(URI target) {
    return HttpHeaders.none();
  }

  /**
   * Learns from the answer of a token endpoint.
   *
   * @param target the token endpoint
   * @param answer what it answered
   * @return whether it only asks for the same with another proof
   */
  default boolean asksForAnotherProof(URI target, HttpResponse answer) {
    return false;
  }

  /** {@return the certificate that the token is asked for with, in the TLS handshake} */
  default Optional<ClientCertificate> clientCertificate() {
    return Optional.empty();
  }
}

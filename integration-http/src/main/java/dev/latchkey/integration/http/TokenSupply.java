package dev.latchkey.integration.http;

import dev.latchkey.domain.token.TokenResult;
import java.util.Optional;

/**
 * Where tokens for requests come from: usually one call of a client, which answers from its cache.
 *
 * <pre>{@code
 * claims -> app.acquireForClient(claims.map(request::claims).orElse(request))
 * }</pre>
 *
 * <p>Asked on the thread that sends, for each request, so it must be safe for use by several
 * threads. What it throws reaches the sender unchanged.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TokenSupply {

  /**
   * Gets a token.
   *
   * @param claims the claims that the resource asks for, one JSON object, if it refused the token
   *     before; pass them on, since the cached token was refused
   * @return the token to send
   */
  TokenResult token(Optional<String> claims);
}

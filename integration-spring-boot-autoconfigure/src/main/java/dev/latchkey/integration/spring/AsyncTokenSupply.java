package dev.latchkey.integration.spring;

import dev.latchkey.domain.token.TokenResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where tokens for requests come from that must not block: usually one asynchronous call of a
 * client, which completes at once if the cache has the token.
 *
 * <pre>{@code
 * claims -> app.async(c -> c.acquireForClient(claims.map(request::claims).orElse(request)))
 * }</pre>
 *
 * <p>Asked for each request, so it must be safe for use by several threads. The future's exception
 * reaches the sender unchanged; a request that is cancelled cancels the future.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AsyncTokenSupply {

  /**
   * Gets a token.
   *
   * @param claims the claims that the resource asks for, one JSON object, if it refused the token
   *     before; pass them on, since the cached token was refused
   * @return completes with the token to send
   */
  CompletableFuture<TokenResult> token(Optional<String> claims);
}

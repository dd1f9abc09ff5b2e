package dev.latchkey.integration.spring;

import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.integration.http.TokenHosts;
import dev.latchkey.integration.http.UsableClaims;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts a token on each request of a {@code WebClient}, and answers a claims challenge once, without
 * blocking the thread of an event loop.
 *
 * <p>A request to a host that is not named, or that has an {@code Authorization} header already, is
 * sent as it is. Where the answer is 401 with a claims challenge (Entra, continuous access
 * evaluation), it is dropped, a token with these claims is asked for, and the request is sent once
 * more; what comes then is returned, whatever it is. Every other answer is returned as it is, and
 * so is the challenge if the body is a stream of several buffers, which may not come twice.
 *
 * <p>The connector must not follow redirects: what lies below this filter may take the token along
 * to wherever one leads, and nothing here can see it. Boot's own builder gets such a connector
 * wherever {@code latchkey.apis} names an API.
 *
 * <p>Safe for concurrent use. The supply is asked on a thread that may block, since a token cache
 * can have a file or a cluster behind it. What it throws reaches the sender unchanged.
 *
 * @since 0.1
 */
public final class TokenExchangeFilter implements ExchangeFilterFunction {

  private final TokenHosts hosts;
  private final AsyncTokenSupply tokens;

  /**
   * Makes a filter for {@code WebClient.Builder.filter}.
   *
   * @param hosts the hosts that may see the token
   * @param tokens where tokens come from
   */
  public TokenExchangeFilter(TokenHosts hosts, AsyncTokenSupply tokens) {
    this.hosts = Objects.requireNonNull(hosts, "hosts");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    if (!Destination.mayHaveToken(hosts, request.url(), request.headers())) {
      return next.exchange(request);
    }
    return Mono.defer(() -> withToken(request, new WatchedBody(request.body()), next));
  }

  private Mono<ClientResponse> withToken(
      ClientRequest request, WatchedBody body, ExchangeFunction next) {
    return token(Optional.empty())
        .flatMap(token -> next.exchange(authorized(request, body, token)))
        .flatMap(response -> answered(response, request, body, next));
  }

  private Mono<ClientResponse> answered(
      ClientResponse response, ClientRequest request, WatchedBody body, ExchangeFunction next) {
    Optional<String> claims = body.isRepeatable() ? claims(response) : Optional.empty();
    return claims.isEmpty()
        ? Mono.just(response)
        : response
            .releaseBody()
            .then(token(claims))
            .flatMap(token -> next.exchange(authorized(request, body, token)));
  }

  // A cancelled request cancels the future, and with it the call for the token.
  private Mono<TokenResult> token(Optional<String> claims) {
    return Mono.fromFuture(() -> tokens.token(claims)).subscribeOn(Schedulers.boundedElastic());
  }

  private static ClientRequest authorized(
      ClientRequest request, WatchedBody body, TokenResult token) {
    return ClientRequest.from(request)
        .headers(it -> it.set(HttpHeaders.AUTHORIZATION, token.authorizationHeader()))
        .body(body)
        .build();
  }

  private static Optional<String> claims(ClientResponse response) {
    return UsableClaims.in(
        response.statusCode().value(), response.headers().header(HttpHeaders.WWW_AUTHENTICATE));
  }
}

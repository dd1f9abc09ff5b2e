package dev.latchkey.integration.spring;

import dev.latchkey.integration.http.TokenHosts;
import dev.latchkey.integration.http.TokenSupply;
import dev.latchkey.integration.http.UsableClaims;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Puts a token on each request of a {@code RestClient} or {@code RestTemplate}, and answers a
 * claims challenge once.
 *
 * <p>A request to a host that is not named, or that has an {@code Authorization} header already, is
 * sent as it is. Where the answer is 401 with a claims challenge (Entra, continuous access
 * evaluation), it is dropped, a token with these claims is asked for, and the request is sent once
 * more; what comes then is returned, whatever it is. Every other answer is returned as it is.
 *
 * <p>The request factory must not follow redirects: what lies below this interceptor takes the
 * token along to wherever one leads, and nothing here can see it. Boot's own builder gets such a
 * factory wherever {@code latchkey.apis} names an API.
 *
 * <p>Safe for concurrent use. Blocks while a token is got; what the supply throws reaches the
 * sender unchanged.
 *
 * @since 0.1
 */
public final class TokenRequestInterceptor implements ClientHttpRequestInterceptor {

  private final TokenHosts hosts;
  private final TokenSupply tokens;

  /**
   * Makes an interceptor for {@code RestClient.Builder.requestInterceptor}.
   *
   * @param hosts the hosts that may see the token
   * @param tokens where tokens come from
   */
  public TokenRequestInterceptor(TokenHosts hosts, TokenSupply tokens) {
    this.hosts = Objects.requireNonNull(hosts, "hosts");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    if (!Destination.mayHaveToken(hosts, request.getURI(), request.getHeaders())) {
      return execution.execute(request, body);
    }
    ClientHttpResponse response = execution.execute(authorized(request, Optional.empty()), body);
    Optional<String> claims = claims(response);
    if (claims.isEmpty()) {
      return response;
    }
    response.close();
    return execution.execute(authorized(request, claims), body);
  }

  private HttpRequest authorized(HttpRequest request, Optional<String> claims) {
    request.getHeaders().set(HttpHeaders.AUTHORIZATION, tokens.token(claims).authorizationHeader());
    return request;
  }

  private static Optional<String> claims(ClientHttpResponse response) throws IOException {
    return UsableClaims.in(
        response.getStatusCode().value(),
        response.getHeaders().getOrEmpty(HttpHeaders.WWW_AUTHENTICATE));
  }
}

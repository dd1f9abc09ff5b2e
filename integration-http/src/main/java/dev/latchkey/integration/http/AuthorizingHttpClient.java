package dev.latchkey.integration.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends requests with a {@link HttpClient}, each with a token, and answers a claims challenge once.
 *
 * <p>A request to a host that is not named, or that has an {@code Authorization} header already, is
 * sent as it is. Where the answer is 401 with a claims challenge (Entra, continuous access
 * evaluation), it is read and dropped, a token with these claims is asked for, and the request is
 * sent once more; what comes then is returned, whatever it is. Every other answer is returned as it
 * is, and so is the challenge if the body cannot be sent again.
 *
 * <p>Safe for concurrent use as the client is, which stays the application's to close. Blocks while
 * a token is got.
 *
 * @since 0.1
 */
public final class AuthorizingHttpClient {

  private static final String AUTHORIZATION = "Authorization";

  private final HttpClient client;
  private final TokenHosts hosts;
  private final TokenSupply tokens;

  /**
   * Wraps a client.
   *
   * @param client a client that follows no redirects: that of JDK 17 would send the token on to
   *     wherever one leads, and nothing here could see it
   * @param hosts the hosts that may see the token
   * @param tokens where tokens come from
   * @throws IllegalArgumentException if the client follows redirects
   */
  public AuthorizingHttpClient(HttpClient client, TokenHosts hosts, TokenSupply tokens) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client follows redirects and would take the token along to other hosts; build it"
              + " with followRedirects(HttpClient.Redirect.NEVER)");
    }
    this.client = client;
    this.hosts = Objects.requireNonNull(hosts, "hosts");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
  }

  /**
   * Says of a body that it may be sent twice. Bodies of {@code ofString}, {@code ofByteArray} and
   * {@code noBody} need not be marked.
   *
   * @param body gives the same bytes to each subscriber, as that of {@code ofFile} does
   * @return the same body, marked
   */
  public static BodyPublisher repeatable(BodyPublisher body) {
    return new RepeatableBody(Objects.requireNonNull(body, "body"));
  }

  /**
   * Sends a request.
   *
   * @param request the request; it is not changed
   * @param handler for the answer that is returned
   * @param <T> what the handler makes of the body
   * @return the answer
   * @throws IOException if sending fails
   * @throws InterruptedException if the thread is interrupted
   * @throws dev.latchkey.domain.error.TokenException if the supply has no token
   */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    if (request.headers().firstValue(AUTHORIZATION).isPresent()
        || !hosts.mayHaveToken(request.uri())) {
      return client.send(request, handler);
    }
    if (!request.bodyPublisher().map(RepeatableBody::is).orElse(true)) {
      return client.send(authorized(request, Optional.empty()), handler);
    }
    HttpResponse<T> response =
        client.send(authorized(request, Optional.empty()), info -> first(info, handler));
    Optional<String> claims = claims(response.statusCode(), response.headers());
    return claims.isEmpty() ? response : client.send(authorized(request, claims), handler);
  }

  private static <T> HttpResponse.BodySubscriber<T> first(
      ResponseInfo info, BodyHandler<T> handler) {
    return claims(info.statusCode(), info.headers()).isEmpty()
        ? handler.apply(info)
        : BodySubscribers.replacing(null);
  }

  private static Optional<String> claims(int status, java.net.http.HttpHeaders headers) {
    return UsableClaims.in(status, headers.allValues(UsableClaims.HEADER));
  }

  private HttpRequest authorized(HttpRequest request, Optional<String> claims) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .setHeader(AUTHORIZATION, tokens.token(claims).authorizationHeader())
        .build();
  }
}

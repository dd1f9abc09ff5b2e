package dev.latchkey.integration.http;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Puts a token on each request of an Apache HttpClient 5 (classic), and answers a claims challenge
 * once.
 *
 * <p>A request to a host that is not named, or that has an {@code Authorization} header already, is
 * sent as it is. Where the answer is 401 with a claims challenge (Entra, continuous access
 * evaluation), it is read and dropped, a token with these claims is asked for, and the request is
 * sent once more; what comes then is returned, whatever it is. Every other answer is returned as it
 * is, and so is the challenge if the body cannot be sent again.
 *
 * <p>Redirects may be on: each hop is looked at anew, and the token does not travel from one to the
 * next. Safe for concurrent use. Blocks while a token is got.
 *
 * @since 0.1
 */
public final class AuthorizingExecHandler implements ExecChainHandler {

  private static final String NAME = "latchkey-token";

  // A longer refusal is not worth its connection.
  private static final int MAX_DROPPED = 64 * 1024;

  private final TokenHosts hosts;
  private final TokenSupply tokens;

  private AuthorizingExecHandler(TokenHosts hosts, TokenSupply tokens) {
    this.hosts = Objects.requireNonNull(hosts, "hosts");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
  }

  /**
   * Adds a handler to a client that is being built, behind its redirects and repeats: before them
   * it could not see where a request goes.
   *
   * @param client the builder
   * @param hosts the hosts that may see the token
   * @param tokens where tokens come from
   * @return the builder
   */
  public static HttpClientBuilder addTo(
      HttpClientBuilder client, TokenHosts hosts, TokenSupply tokens) {
    return client.addExecInterceptorBefore(
        ChainElement.PROTOCOL.name(), NAME, new AuthorizingExecHandler(hosts, tokens));
  }

  /** Called by the client. */
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    if (request.containsHeader(HttpHeaders.AUTHORIZATION) || !mayHaveToken(request, scope.route)) {
      return chain.proceed(request, scope);
    }
    ClassicHttpResponse response = chain.proceed(authorized(request, Optional.empty()), scope);
    Optional<String> claims = isRepeatable(request) ? claims(response) : Optional.empty();
    if (claims.isEmpty()) {
      return response;
    }
    drop(response.getEntity(), scope);
    return chain.proceed(authorized(request, claims), scope);
  }

  // The connection goes to the target of the route, the Host header tells the authority: both
  // ends see the token. Plain http through a proxy is not on loopback any more.
  private boolean mayHaveToken(ClassicHttpRequest request, HttpRoute route) {
    HttpHost target = route.getTargetHost();
    URIAuthority authority = request.getAuthority();
    String scheme = target.getSchemeName();
    return (route.isSecure() || route.getProxyHost() == null)
        && hosts.mayHaveToken(scheme, target.getHostName(), target.getPort())
        && (authority == null
            || hosts.mayHaveToken(scheme, authority.getHostName(), authority.getPort()));
  }

  // A copy: a redirect is made of the request that came in, which stays without a token.
  private ClassicHttpRequest authorized(ClassicHttpRequest request, Optional<String> claims) {
    return ClassicRequestBuilder.copy(request)
        .setHeader(HttpHeaders.AUTHORIZATION, tokens.token(claims).authorizationHeader())
        .build();
  }

  private static boolean isRepeatable(ClassicHttpRequest request) {
    return request.getEntity() == null || request.getEntity().isRepeatable();
  }

  private static Optional<String> claims(ClassicHttpResponse response) {
    return UsableClaims.in(
        response.getCode(),
        Arrays.stream(response.getHeaders(UsableClaims.HEADER))
            .map(Header::getValue)
            .filter(Objects::nonNull)
            .toList());
  }

  // Read to its end, an answer gives its connection back by itself; else the connection goes.
  private static void drop(HttpEntity entity, ExecChain.Scope scope) {
    boolean whole = entity == null || isReadToItsEnd(entity);
    if (!whole || scope.execRuntime.isEndpointAcquired()) {
      scope.execRuntime.discardEndpoint();
    }
  }

  private static boolean isReadToItsEnd(HttpEntity entity) {
    try {
      return entity.getContent().readNBytes(MAX_DROPPED).length < MAX_DROPPED;
    } catch (IOException e) {
      return false;
    }
  }
}

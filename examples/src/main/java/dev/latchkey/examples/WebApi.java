package dev.latchkey.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A web API that calls another one in the name of its caller. It exchanges the token that it was
 * sent; the next request of the same caller finds the new one in the cache.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile -Dexample=WebApi}.
 */
public final class WebApi {

  private static final String CLIENT_ID = "orders";
  private static final String SECRET = "not a real one";
  private static final String OWN_SCOPE = "api://orders/Orders.Read";
  private static final List<String> NEXT_SCOPES = List.of("https://graph.microsoft.com/User.Read");
  private static final String CALLER_ID = "shop-floor";
  private static final String USER = "mira@contoso.example";
  private static final String BEARER = "Bearer ";

  private final ConfidentialClient app;

  private WebApi(ConfidentialClient app) {
    this.app = app;
  }

  /**
   * Serves two requests of one caller and one of a stranger.
   *
   * @param args not used
   * @throws IOException if no port can be had
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(
                    SandboxApplication.builder(CLIENT_ID)
                        .secret(SECRET)
                        .identifierUri("api://orders")
                        .build())
                .application(SandboxApplication.builder(CALLER_ID).publicClient(true).build())
                .user(SandboxUser.builder(USER).build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
                .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
                .http(ToSandbox.settings(sandbox)) // a real API leaves out this line
                .build()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/orders", new WebApi(app)::handle);
      server.start();
      try {
        URI orders = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
        String token = tokenOfACaller(sandbox);
        for (String sent : List.of(token, token, "not-a-token")) {
          HttpResponse<String> answer = call(orders, sent);
          System.out.printf("%d %s%n", answer.statusCode(), answer.body());
        }
      } finally {
        server.stop(0);
      }
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Secret> incoming =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
              .filter(it -> it.startsWith(BEARER))
              .map(it -> Secret.of(it.substring(BEARER.length())));
      if (incoming.isEmpty()) {
        answer(exchange, 401, "no token");
        return;
      }
      try {
        // An API checks signature, audience and scopes of what it is sent before it does this.
        TokenResult token =
            app.acquireOnBehalfOf(OnBehalfOfRequest.of(NEXT_SCOPES, incoming.get()));
        answer(exchange, 200, "the next API is called with a token from " + token.source());
      } catch (InteractionRequiredException e) {
        answer(exchange, 401, "the caller has to sign in again");
      } catch (TokenException e) {
        answer(exchange, e.isTransient() ? 503 : 403, "no token for the next API");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    if (status == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String tokenOfACaller(Sandbox sandbox) {
    try (PublicClient caller =
        PublicClient.builder(CALLER_ID)
            .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
            .http(ToSandbox.settings(sandbox))
            .build()) {
      return caller
          .acquireByPassword(PasswordRequest.of(List.of(OWN_SCOPE), USER, "password".toCharArray()))
          .accessToken()
          .reveal();
    }
  }

  private static HttpResponse<String> call(URI orders, String token)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(orders)
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", BEARER + token)
                .build(),
            BodyHandlers.ofString());
  }
}

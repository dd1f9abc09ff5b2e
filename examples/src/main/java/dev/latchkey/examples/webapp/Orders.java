package dev.latchkey.examples.webapp;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.UserClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.integration.http.AuthorizingHttpClient;
import dev.latchkey.integration.http.TokenHosts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The API that is called in the person's name. */
final class Orders {

  static final String SCOPE = "api://sandbox-resource/Orders.Read";

  /** What came of a call. */
  sealed interface Outcome permits Answered, SignInNeeded {}

  /** The API answered, be it with a refusal. */
  record Answered(int status, String body, TokenSource source) implements Outcome {}

  /** The person has to sign in, for some claims if there are any. */
  record SignInNeeded(Optional<String> claims) implements Outcome {}

  private final UserClient app;
  private final HttpClient http;
  private final URI uri;

  Orders(UserClient app, HttpClient http, URI uri) {
    this.app = app;
    this.http = http;
    this.uri = uri;
  }

  Outcome read(Account account) throws IOException, InterruptedException {
    Tokens tokens = new Tokens(account);
    AuthorizingHttpClient authorizing =
        new AuthorizingHttpClient(http, TokenHosts.of(uri.getAuthority()), tokens::token);
    try {
      HttpResponse<String> answer =
          authorizing.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
              BodyHandlers.ofString());
      return new Answered(answer.statusCode(), answer.body(), tokens.source);
    } catch (InteractionRequiredException e) {
      // What the authority asks for is newer than what the API asked for.
      return new SignInNeeded(e.error().flatMap(OAuthError::claims).or(() -> tokens.challenge));
    }
  }

  /** The tokens of one call: the first, and another if the API is not content with it. */
  private final class Tokens {

    private final SilentRequest request;
    private Optional<String> challenge = Optional.empty();
    private TokenSource source = TokenSource.CACHE;

    Tokens(Account account) {
      request = SilentRequest.of(List.of(SCOPE), account);
    }

    TokenResult token(Optional<String> claims) {
      challenge = claims;
      TokenResult token = app.acquireSilently(claims.map(request::claims).orElse(request));
      source = token.source();
      return token;
    }
  }
}

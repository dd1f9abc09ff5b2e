package dev.latchkey.cli.demo;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.challenge.AuthenticateHeader;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/** An API revokes a token that is still valid by its times, and says what it wants instead. */
final class Challenge implements Scene {

  private static final String SCOPE = "api://sandbox-resource/Orders.Read";

  @Override
  public String name() {
    return "API wants other claims";
  }

  @Override
  public Outcome play(Stage stage) {
    TokenResult revoked = stage.signedIn(SCOPE);
    // Tokens are dated in seconds.
    stage.timePasses(Duration.ofSeconds(1));
    stage.sandbox().resource().demandClaims(issuedNotBefore(stage));
    try {
      Answer refusal = call(stage, revoked);
      SilentRequest request =
          SilentRequest.of(List.of(SCOPE), revoked.account().orElse(null))
              .claims(refusal.challenge().orElse("{}"));
      Take take = Take.of(stage, () -> stage.desktop().acquireSilently(request));
      int requests = take.requests(stage);
      Answer answer = call(stage, take.result());
      return new Outcome(
          Take.name(take.result().source()),
          requests,
          take.duration(),
          "API said " + refusal.status() + ", then " + answer.status(),
          refusal.challenge().isPresent()
              && answer.status() == 200
              && take.isFrom(TokenSource.IDENTITY_PROVIDER)
              && requests == 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stage.sandbox().resource().demandNoClaims();
    }
  }

  private static String issuedNotBefore(Stage stage) {
    return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"%d\"}}}"
        .formatted(stage.sandbox().clock().instant().getEpochSecond());
  }

  private static Answer call(Stage stage, TokenResult token) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) stage.sandbox().resource().uri().toURL().openConnection();
    connection.setSSLSocketFactory(stage.sandbox().sslContext().getSocketFactory());
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(10_000);
    connection.setRequestProperty("Authorization", token.authorizationHeader());
    try {
      int status = connection.getResponseCode();
      List<String> fields =
          connection.getHeaderFields().getOrDefault("WWW-Authenticate", List.of());
      return new Answer(status, AuthenticateHeader.parse(fields).claimsChallenge());
    } finally {
      connection.disconnect();
    }
  }

  private record Answer(int status, Optional<String> challenge) {}
}

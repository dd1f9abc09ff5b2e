package dev.latchkey.examples;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program that changes over from another library: the refresh tokens that the old one has kept
 * are brought in, and nobody has to sign in again.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=MovingIn}.
 */
public final class MovingIn {

  private static final String CLIENT_ID = "mail-reader";
  private static final String USER = "mira@contoso.example";
  private static final List<String> SCOPES = List.of("User.Read");
  private static final Pattern REFRESH_TOKEN = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");

  private MovingIn() {}

  /**
   * Moves one person.
   *
   * @param args not used
   * @throws IOException if the sandbox cannot be reached
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).publicClient(true).build())
                .user(SandboxUser.builder(USER).build())
                .start();
        PublicClient app =
            PublicClient.builder(CLIENT_ID)
                .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
                .http(ToSandbox.settings(sandbox)) // a real program leaves out this line
                .build()) {
      Secret kept = Secret.of(keptByTheOldLibrary(sandbox));
      TokenResult moved = app.importRefreshToken(RefreshTokenRequest.of(SCOPES, kept));
      System.out.printf(
          "moved %s: token from %s%n", moved.account().orElseThrow().username(), moved.source());
      TokenResult later =
          app.acquireSilently(SilentRequest.of(SCOPES, moved.account().orElseThrow()));
      System.out.printf("later: token from %s%n", later.source());
    }
  }

  private static String keptByTheOldLibrary(Sandbox sandbox)
      throws IOException, InterruptedException {
    String form =
        Map.of(
                "grant_type",
                "password",
                "client_id",
                CLIENT_ID,
                "username",
                USER,
                "password",
                "password",
                "scope",
                "User.Read offline_access")
            .entrySet()
            .stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(sandbox.authority(ToSandbox.TENANT) + "/oauth2/v2.0/token"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    String answer =
        HttpClient.newBuilder()
            .sslContext(sandbox.sslContext())
            .build()
            .send(request, BodyHandlers.ofString())
            .body();
    Matcher token = REFRESH_TOKEN.matcher(answer);
    if (!token.find()) {
      throw new IllegalStateException("the old library has kept nothing");
    }
    return token.group(1);
  }
}

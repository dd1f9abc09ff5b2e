package dev.latchkey.examples;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Any OpenID Connect provider, such as Keycloak: all that is needed is its issuer. Endpoints, and
 * how the client proves who it is, are in the provider's metadata.
 *
 * <p>Run it from the root of the project: {@code scripts/example GenericOidc}.
 */
public final class GenericOidc {

  private static final String CLIENT_ID = "library";
  private static final String SECRET = "not a real one";
  private static final String USER = "mira@contoso.example";
  private static final URI CALLBACK = URI.create("https://library.example/signed-in");
  private static final List<String> SCOPES = List.of("books.read");

  private GenericOidc() {}

  /**
   * Gets tokens for the application, and for a person.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(
                    SandboxApplication.builder(CLIENT_ID)
                        .secret(SECRET)
                        .redirectUri(CALLBACK.toString())
                        .build())
                .user(SandboxUser.builder(USER).build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
                .authority(Authority.oidc(sandbox.oidcAuthority("town")))
                .http(
                    HttpSettings.defaults()
                        .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
                .build()) {
      tell("the application", app.acquireForClient(ClientRequest.of("catalogue.read")));

      PendingAuthCodeFlow flow =
          app.beginAuthCodeFlow(AuthCodeFlowRequest.of(SCOPES).redirectUri(CALLBACK));
      // What the person and their browser do.
      Map<String, String> answer = sandbox.signIn(flow.authUri(), USER).parameters();
      TokenResult person =
          app.completeAuthCodeFlow(flow.saved().reveal(), AuthResponse.ofParameters(answer));
      tell("a person", person);
      tell(
          "the person, later",
          app.acquireSilently(SilentRequest.of(SCOPES, person.account().orElseThrow())));
    }
  }

  private static void tell(String who, TokenResult token) {
    System.out.printf("%s: token from %s%n", who, token.source());
  }
}

package dev.latchkey.examples;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.util.List;

/**
 * Name and password, for tests and for programs that cannot be changed any more. Nothing that asks
 * for a second factor works this way, and Microsoft advises against it.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=PasswordSignIn}.
 */
public final class PasswordSignIn {

  private static final String CLIENT_ID = "old-importer";
  private static final String USER = "mira@contoso.example";
  private static final List<String> SCOPES = List.of("User.Read");

  private PasswordSignIn() {}

  /**
   * Signs in with a wrong password and with the right one.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).publicClient(true).build())
                .user(SandboxUser.builder(USER).password("café & cream").build())
                .start();
        PublicClient app =
            PublicClient.builder(CLIENT_ID)
                .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
                .http(ToSandbox.settings(sandbox)) // a real program leaves out this line
                .build()) {
      signIn(app, "guessed".toCharArray());
      signIn(app, "café & cream".toCharArray());
    }
  }

  // The array is the library's from here on, and is overwritten when it was used.
  private static void signIn(PublicClient app, char[] password) {
    try {
      TokenResult token = app.acquireByPassword(PasswordRequest.of(SCOPES, USER, password));
      System.out.printf("signed in: token from %s%n", token.source());
    } catch (TokenException e) {
      System.out.printf(
          "%s: %s%n",
          e.getClass().getSimpleName(), e.error().map(OAuthError::code).orElseThrow().value());
    }
  }
}

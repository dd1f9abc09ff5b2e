package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program that runs often and briefly. What it learns about the authority lies in a file beside
 * it, so that the next run asks for the token alone. No token is in that file.
 *
 * <p>Run it from the root of the project: {@code scripts/example HttpCacheBesideProgram}.
 */
public final class HttpCacheBesideProgram {

  private static final String CLIENT_ID = "backup";
  private static final String SECRET = "not a real one";

  private HttpCacheBesideProgram() {}

  /**
   * Runs the program twice.
   *
   * @param args not used
   * @throws IOException if the folder cannot be made
   */
  public static void main(String[] args) throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build())
                .start()) {
      Path file = folder.resolve("backup.http_cache");
      program("first run", file, sandbox);
      program("second run", file, sandbox);
    }
  }

  private static void program(String name, Path file, Sandbox sandbox) {
    try (ConfidentialClient app =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
            .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
            .httpCache("file", Map.of("path", file.toString()))
            .http(ToSandbox.settings(sandbox)) // a real program leaves out this line
            .build()) {
      TokenResult token =
          app.acquireForClient(ClientRequest.of("https://graph.microsoft.com/.default"));
      System.out.printf("%s: token after %d HTTP requests%n", name, token.httpCalls());
    }
  }
}

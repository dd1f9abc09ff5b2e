package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.util.Set;

/**
 * An application whose customers name their authority. Those that are known are taken as they are,
 * without a question to Entra; of every other one Entra is asked whether it is one of its own.
 *
 * <p>Run it from the root of the project: {@code scripts/example KnownAuthorities}.
 */
public final class KnownAuthorities {

  private static final String CLIENT_ID = "exporter";
  private static final String SECRET = "not a real one";

  private KnownAuthorities() {}

  /**
   * Tries an authority that is known, and one that is not.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build())
            .start()) {
      String ours = sandbox.authority("contoso.onmicrosoft.com").toString();
      Set<String> known = Set.of(ours);
      attempt(sandbox, known, ours);
      attempt(sandbox, known, "https://login.stranger.example/contoso.onmicrosoft.com");
    }
  }

  private static void attempt(Sandbox sandbox, Set<String> known, String authority) {
    try (ConfidentialClient app =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
            .authority(Authority.parse(authority))
            .instanceDiscovery(!known.contains(authority))
            .http(ToSandbox.settings(sandbox)) // a real program leaves out this line
            .build()) {
      String outcome;
      try {
        outcome =
            "token from "
                + app.acquireForClient(ClientRequest.of("https://graph.microsoft.com/.default"))
                    .source();
      } catch (ConfigurationException e) {
        outcome = e.getMessage();
      }
      System.out.printf(
          "%s, Entra asked %d times%n",
          outcome, sandbox.requests().count(EndpointKind.INSTANCE_DISCOVERY));
    }
  }
}

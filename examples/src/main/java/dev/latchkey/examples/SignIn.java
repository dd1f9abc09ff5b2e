package dev.latchkey.examples;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A web application that signs a person in: two requests of the person's browser, and the session
 * between them.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile -Dexample=SignIn}.
 */
public final class SignIn {

  private static final String CLIENT_ID = "shop";
  private static final String SECRET = "not a real one";
  private static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final URI CALLBACK = URI.create("https://shop.example/signed-in");
  private static final List<String> SCOPES = List.of("User.Read");

  private final ConfidentialClient app;
  private final Map<String, String> session = new HashMap<>();

  private SignIn(ConfidentialClient app) {
    this.app = app;
  }

  /**
   * Signs a person in, and gets a token again without asking them.
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
                .user(SandboxUser.builder("mira@contoso.example").homeTenant(TENANT).build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
                .authority(Authority.entra(Cloud.PUBLIC, TENANT))
                .http(towards(sandbox)) // a real application leaves out this line
                .build()) {
      SignIn shop = new SignIn(app);
      URI address = shop.begin();
      // What the person and their browser do.
      Map<String, String> form = sandbox.signIn(address, "mira@contoso.example").parameters();
      TokenResult first = shop.complete(form);
      System.out.printf("signed in: token from %s%n", first.source());
      TokenResult again =
          app.acquireSilently(SilentRequest.of(SCOPES, first.account().orElseThrow()));
      System.out.printf("later: token from %s%n", again.source());
    }
  }

  private URI begin() {
    PendingAuthCodeFlow flow =
        app.beginAuthCodeFlow(
            AuthCodeFlowRequest.of(SCOPES)
                .redirectUri(CALLBACK)
                .responseMode(ResponseMode.FORM_POST));
    session.put("flow", flow.saved().reveal());
    return flow.authUri(); // redirect the browser to it
  }

  private TokenResult complete(Map<String, String> form) {
    return app.completeAuthCodeFlow(session.remove("flow"), AuthResponse.ofParameters(form));
  }

  private static HttpSettings towards(Sandbox sandbox) {
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort("login.microsoftonline.com", 443),
                new HostAndPort("127.0.0.1", sandbox.address().getPort())));
  }
}

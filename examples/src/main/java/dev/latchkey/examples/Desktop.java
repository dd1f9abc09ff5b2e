package dev.latchkey.examples;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.SignInPages;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A program for people at their machine: it asks the identity broker of the device, where there is
 * one, and else opens the browser, where the person signs in, and waits on a loopback port for the
 * answer. One with windows of its own names them where this names its console.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=Desktop}. Your browser warns of the sandbox's certificate, which no authority that it
 * knows has issued.
 */
public final class Desktop {

  private static final String CLIENT_ID = "photo-album";
  private static final String USER = "mira@contoso.example";
  private static final List<String> SCOPES = List.of("User.Read");

  private Desktop() {}

  /**
   * Signs you in.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox = sandbox()) {
      System.out.printf("sign in as %s with the password \"password\"%n", USER);
      // The tests add a browser of their own to the request; this is the system's.
      run(sandbox, UnaryOperator.identity());
    }
  }

  static Sandbox sandbox() {
    return Sandbox.builder()
        .application(
            SandboxApplication.builder(CLIENT_ID)
                .publicClient(true)
                .redirectUri("http://localhost")
                .build())
        .user(SandboxUser.builder(USER).build())
        .start();
  }

  static void run(Sandbox sandbox, UnaryOperator<InteractiveRequest> with) {
    try (PublicClient app =
        PublicClient.builder(CLIENT_ID)
            .authority(Authority.parse(sandbox.authority(ToSandbox.TENANT).toString()))
            .brokerOn(BrokerPlatform.LINUX)
            .instanceDiscovery(false) // the sandbox's host is none of Entra's
            .http(
                HttpSettings.defaults()
                    .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
            .build()) {
      TokenResult token =
          app.acquireInteractively(
              with.apply(
                  InteractiveRequest.of(SCOPES)
                      .timeout(Duration.ofMinutes(5))
                      .parentWindow(PublicClient.CONSOLE_WINDOW_HANDLE)
                      .pages(SignInPages.defaults().success("Go back to your photos."))));
      System.out.printf(
          "%s signed in: token from %s%n",
          token.account().orElseThrow().username(), token.source());
      TokenResult again =
          app.acquireSilently(SilentRequest.of(SCOPES, token.account().orElseThrow()));
      System.out.printf("later: token from %s%n", again.source());
    }
  }
}

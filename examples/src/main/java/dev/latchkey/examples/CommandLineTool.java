package dev.latchkey.examples;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program for the command line, perhaps on a machine without a browser: whoever runs it signs in
 * on another device, once.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=CommandLineTool}.
 */
public final class CommandLineTool {

  private static final String CLIENT_ID = "backup-tool";
  private static final String USER = "mira@contoso.example";
  private static final List<String> SCOPES = List.of("User.Read");

  private CommandLineTool() {}

  /**
   * Gets a token twice.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(
                    SandboxApplication.builder(CLIENT_ID)
                        .publicClient(true)
                        .deviceInterval(Duration.ofSeconds(1))
                        .build())
                .user(SandboxUser.builder(USER).build())
                .start();
        PublicClient app =
            PublicClient.builder(CLIENT_ID)
                .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
                .http(ToSandbox.settings(sandbox)) // a real tool leaves out this line
                .build()) {
      Consumer<PendingDeviceCodeFlow> show =
          flow -> {
            System.out.println(flow.message());
            // What the person does meanwhile, on a phone.
            sandbox.device().approve(flow.userCode(), USER);
          };
      System.out.printf("first run: token from %s%n", token(app, show).source());
      System.out.printf("second run: token from %s%n", token(app, show).source());
    }
  }

  private static TokenResult token(PublicClient app, Consumer<PendingDeviceCodeFlow> show) {
    return app.accounts().stream()
        .findFirst()
        .flatMap(account -> app.findSilently(SilentRequest.of(SCOPES, account)))
        .orElseGet(() -> app.acquireByDeviceCode(DeviceCodeRequest.of(SCOPES), show));
  }
}

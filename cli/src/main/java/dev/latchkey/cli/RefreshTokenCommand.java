package dev.latchkey.cli;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.client.UserClient;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a refresh token from elsewhere. */
@Command(
    name = "refresh-token",
    description = {
      "Exchanges a refresh token that another library got.",
      "This is for moving from one library to another (RFC 6749, section 6). Without a credential"
          + " the client is a public one."
    },
    footer = {
      "  export OLD_TOKEN=...",
      "  latchkey token refresh-token --client-id ID --tenant contoso.example \\",
      "      --refresh-token-env OLD_TOKEN --scope User.Read"
    })
final class RefreshTokenCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Option(
      names = "--refresh-token-env",
      paramLabel = "VAR",
      required = true,
      description = "The environment variable that holds the refresh token.")
  private String refreshTokenEnv = "";

  private final EnvironmentReader environment;

  RefreshTokenCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RefreshTokenRequest request = request();
    HttpSettings settings = options.settings();
    try (UserClient client = new UserClients(options, credential, environment).open(settings)) {
      return options.print(settings, () -> client.importRefreshToken(request));
    }
  }

  private RefreshTokenRequest request() {
    Secret token = new SecretVariable(environment).read("--refresh-token-env", refreshTokenEnv);
    RefreshTokenRequest request = RefreshTokenRequest.of(options.scopes(), token);
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}

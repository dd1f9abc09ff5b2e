package dev.latchkey.cli;

import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exchanges a user's token for another API. */
@Command(
    name = "on-behalf-of",
    description = {
      "Calls another API on behalf of a user.",
      "Exchanges the access token that a web API received for one to call the next API with"
          + " (Entra)."
    },
    footer = {
      "  export INCOMING=... APP_SECRET=...",
      "  latchkey token on-behalf-of --client-id ID --secret-env APP_SECRET \\",
      "      --tenant contoso.example --user-assertion-env INCOMING --scope User.Read"
    })
final class OnBehalfOfCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Mixin private final PopOptions pop = new PopOptions();

  @Option(
      names = "--user-assertion-env",
      paramLabel = "VAR",
      required = true,
      description = "The environment variable that holds the incoming access token.")
  private String userAssertionEnv = "";

  private final EnvironmentReader environment;

  OnBehalfOfCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    OnBehalfOfRequest request = request();
    HttpSettings settings = options.settings();
    ConfidentialClient.Builder builder =
        options.configure(
            ConfidentialClient.builder(options.clientId(), credential.credential(environment)),
            settings);
    credential.way().ifPresent(builder::clientAuthentication);
    try (ConfidentialClient client = builder.build()) {
      return options.print(settings, pop, () -> client.acquireOnBehalfOf(request));
    }
  }

  private OnBehalfOfRequest request() {
    Secret incoming =
        new SecretVariable(environment).read("--user-assertion-env", userAssertionEnv);
    OnBehalfOfRequest request = OnBehalfOfRequest.of(options.scopes(), incoming);
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    request = pop.scheme(options.authority()).map(request::authScheme).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}

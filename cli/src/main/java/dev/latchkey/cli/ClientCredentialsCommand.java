package dev.latchkey.cli;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets a token for the application itself. */
@Command(
    name = "client-credentials",
    description = {
      "Gets a token for the application itself.",
      "This is the client credentials grant (RFC 6749, section 4.4). It proves its identity by a"
          + " secret, a certificate or an assertion; secrets and passphrases are read from"
          + " environment variables, never from arguments."
    },
    footer = {
      "  export APP_SECRET=...",
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default",
      "  latchkey token client-credentials --client-id ID --pfx app.pfx \\",
      "      --passphrase-env PFX_WORD \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default",
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --oidc-authority https://login.example.org/realms/name --scope email \\",
      "      --ca-file ca.pem --format header"
    })
final class ClientCredentialsCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Mixin private final PopOptions pop = new PopOptions();

  @Option(names = "--force-refresh", description = "Does not take the token from the cache.")
  private boolean forceRefresh;

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "Asks this Azure region; auto finds out which one this is, never asks none.")
  private @Nullable Region region;

  private final EnvironmentReader environment;

  ClientCredentialsCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ClientRequest request = request();
    HttpSettings settings = options.settings();
    try (ConfidentialClient client = client(settings)) {
      return options.print(settings, pop, () -> client.acquireForClient(request));
    }
  }

  private ClientRequest request() {
    ClientRequest request = ClientRequest.of(options.scopes()).forceRefresh(forceRefresh);
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    request = pop.scheme(options.authority()).map(request::authScheme).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }

  private ConfidentialClient client(HttpSettings settings) {
    ConfidentialClient.Builder builder =
        options.configure(
            ConfidentialClient.builder(options.clientId(), credential.credential(environment)),
            settings);
    credential.way().ifPresent(builder::clientAuthentication);
    if (region != null) {
      builder.region(region);
    }
    return builder.environment(environment).build();
  }
}

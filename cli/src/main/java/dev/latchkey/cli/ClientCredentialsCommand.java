package dev.latchkey.cli;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gets a token for the application itself. */
@Command(
    name = "client-credentials",
    description = {
      "Gets a token for the application itself.",
      "This is the client credentials grant (RFC 6749, section 4.4). It proves its identity by a secret, a certificate or an assertion; secrets and passphrases are read from environment variables, never from arguments."
    },
    footer = {
      "  export APP_SECRET=...",
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default",
      "  latchkey token client-credentials --client-id ID --pfx app.pfx --passphrase-env PFX_WORD \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default",
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --oidc-authority https://login.example.org/realms/name --scope email \\",
      "      --ca-file ca.pem --format header"
    })
final class ClientCredentialsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      required = true,
      description = "The id from the app registration.")
  private String clientId = "";

  @Option(
      names = "--scope",
      paramLabel = "S",
      required = true,
      description = "What the token is for. Repeatable.")
  private List<String> scopes = new ArrayList<>();

  @Mixin private final AuthorityOptions authority = new AuthorityOptions();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description = "Tenant id or domain, in place of the authority's.")
  private @Nullable String tenant;

  @Option(
      names = "--no-instance-discovery",
      description = "Does not ask Entra about hosts that are not built in.")
  private boolean noInstanceDiscovery;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description = "A claims challenge; the token is not taken from the cache then.")
  private @Nullable String claims;

  @Option(names = "--force-refresh", description = "Does not take the token from the cache.")
  private boolean forceRefresh;

  @Option(
      names = "--correlation-id",
      paramLabel = "UUID",
      description = "Sent with each request, to be found in the service's log.")
  private @Nullable CorrelationId correlationId;

  @Option(
      names = "--app-name",
      paramLabel = "N",
      description = "The application's name, sent to Entra.")
  private @Nullable String appName;

  @Option(
      names = "--app-version",
      paramLabel = "V",
      description = "The application's version, sent to Entra.")
  private @Nullable String appVersion;

  @Mixin private final HttpOptions http = new HttpOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "json",
      description = "json, header or env (default: ${DEFAULT-VALUE}).")
  private TokenFormat format = TokenFormat.json;

  private final EnvironmentReader environment;

  ClientCredentialsCommand(EnvironmentReader environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec().commandLine().getErr();
    if (http.trustsAnyone()) {
      err.println("warning: the server is not verified; use --ca-file for anything but a test");
    }
    ClientRequest request = request();
    HttpSettings settings = http.settings();
    try (ConfidentialClient client = client(settings)) {
      TokenResult result =
          Patience.during(
              err,
              "waiting for a token",
              settings.timeout(),
              () -> client.acquireForClient(request));
      PrintWriter out = spec().commandLine().getOut();
      out.println(format.print(result));
      out.flush();
      return ExitCode.DONE;
    }
  }

  private ClientRequest request() {
    ClientRequest request = ClientRequest.of(scopes).forceRefresh(forceRefresh);
    if (tenant != null) {
      request = request.tenant(tenant);
    }
    if (claims != null) {
      request = request.claims(claims);
    }
    return correlationId == null ? request : request.correlationId(correlationId);
  }

  private ConfidentialClient client(HttpSettings settings) {
    ConfidentialClient.Builder builder =
        ConfidentialClient.builder(clientId, credential.credential(environment))
            .instanceDiscovery(!noInstanceDiscovery)
            .httpProvider(http.adapter())
            .http(settings);
    authorityGiven().ifPresent(builder::authority);
    credential.way().ifPresent(builder::clientAuthentication);
    if (appName != null) {
      builder.appName(appName);
    }
    if (appVersion != null) {
      builder.appVersion(appVersion);
    }
    return builder.build();
  }

  private Optional<Authority> authorityGiven() {
    Optional<Authority> given = authority.authority();
    if (given.isEmpty() && tenant == null) {
      throw new ParameterException(
          spec().commandLine(), "no tenant: give --tenant, --authority or --oidc-authority");
    }
    return given;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

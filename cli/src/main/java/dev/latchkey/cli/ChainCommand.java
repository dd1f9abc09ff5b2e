package dev.latchkey.cli;

import dev.latchkey.client.CredentialChain;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gets a token from the first source that works here. */
@Command(
    name = "chain",
    description = {
      "Gets a token from the first source that works here.",
      "Tries environment variables, workload identity, the host's managed identity and, if"
          + " developer links are allowed, the Azure CLI. What came of each is said on standard"
          + " error."
    },
    footer = {
      "  latchkey token chain --scope https://vault.azure.net/.default",
      "  latchkey token chain --scope https://vault.azure.net/.default --developer",
      "  latchkey token chain --scope https://vault.azure.net/.default \\",
      "      --link azure-cli"
    })
final class ChainCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--scope",
      paramLabel = "S",
      required = true,
      description = "What the token is for. Repeatable.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--link",
      paramLabel = "NAME",
      description =
          "Tries this source: environment, workload-identity, managed-identity or azure-cli."
              + " Repeatable, in order; without it all that are allowed.")
  private List<String> links = new ArrayList<>();

  @Option(
      names = "--developer",
      description = "Allows sources for developers' desks, which give tokens of a person.")
  private boolean developer;

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description = "Tenant id or domain, in place of the source's own.")
  private @Nullable String tenant;

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description = "A claims challenge of the resource.")
  private @Nullable String claims;

  @Option(
      names = "--correlation-id",
      paramLabel = "UUID",
      description = "Sent with each request, to be found in the service's log.")
  private @Nullable CorrelationId correlationId;

  @Mixin private final HttpOptions http;

  @Mixin private final CacheOptions cache;

  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "json",
      description = "json, header or env (default: ${DEFAULT-VALUE}).")
  private TokenFormat format = TokenFormat.json;

  private final EnvironmentReader environment;

  ChainCommand(EnvironmentReader environment) {
    this.http = new HttpOptions(environment);
    this.cache = new CacheOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    ChainRequest request = request();
    HttpSettings settings = http.settings();
    PrintWriter err = spec().commandLine().getErr();
    try (CredentialChain chain = chain(settings)) {
      TokenResult token = token(chain, request, settings, err);
      spec().commandLine().getOut().println(format.print(token, Map.of()));
      spec().commandLine().getOut().flush();
      return ExitCode.DONE;
    }
  }

  private static TokenResult token(
      CredentialChain chain, ChainRequest request, HttpSettings settings, PrintWriter err) {
    try {
      return Patience.during(
          err, "waiting for a token", settings.timeout(), () -> chain.acquire(request));
    } finally {
      err.println(
          "chain: "
              + chain.outcomes().stream().map(Object::toString).collect(Collectors.joining(", ")));
      err.flush();
    }
  }

  private CredentialChain chain(HttpSettings settings) {
    CredentialChain.Builder builder =
        CredentialChain.builder()
            .environment(environment)
            .httpProvider(http.adapter())
            .http(settings)
            .logPersonalData(log.personalData())
            .developerLinks(developer);
    if (tenant != null) {
      // Whoever types a tenant means it.
      builder.additionallyAllowedTenants(List.of(tenant));
    }
    if (!links.isEmpty()) {
      builder.links(links.toArray(String[]::new));
    }
    cache.configure(builder, spec().commandLine().getErr());
    return builder.build();
  }

  private ChainRequest request() {
    ChainRequest request = ChainRequest.of(scopes);
    request = tenant == null ? request : request.tenant(tenant);
    request = claims == null ? request : request.claims(claims);
    return correlationId == null ? request : request.correlationId(correlationId);
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

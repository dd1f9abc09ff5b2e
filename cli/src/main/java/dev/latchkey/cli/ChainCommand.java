package dev.latchkey.cli;

import dev.latchkey.client.CredentialChain;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private final MachineOptions options;

  ChainCommand(EnvironmentReader environment) {
    this.options = new MachineOptions(environment);
  }

  @Override
  public Integer call() {
    ChainRequest request = request();
    try (CredentialChain chain = chain()) {
      return options.print(token(chain, request));
    }
  }

  private TokenResult token(CredentialChain chain, ChainRequest request) {
    try {
      return options.await(() -> chain.acquire(request));
    } finally {
      options.tell(
          "chain: "
              + chain.outcomes().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
  }

  private CredentialChain chain() {
    CredentialChain.Builder builder =
        options.configure(CredentialChain.builder()).developerLinks(developer);
    if (tenant != null) {
      // Whoever types a tenant means it.
      builder.additionallyAllowedTenants(List.of(tenant));
    }
    if (!links.isEmpty()) {
      builder.links(links.toArray(String[]::new));
    }
    return builder.build();
  }

  private ChainRequest request() {
    ChainRequest request = ChainRequest.of(scopes);
    request = tenant == null ? request : request.tenant(tenant);
    request = options.claims().map(request::claims).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}

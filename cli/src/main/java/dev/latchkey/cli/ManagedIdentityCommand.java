package dev.latchkey.cli;

import dev.latchkey.application.request.HostSource;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Gets a token of the identity that Azure gives to this host. */
@Command(
    name = "managed-identity",
    description = {
      "Gets a token of the identity that Azure gives to the host this runs on.",
      "No secret is needed. Which host that is, and why, is said on standard error."
    },
    footer = {
      "  latchkey token managed-identity --resource https://vault.azure.net",
      "  latchkey token managed-identity --resource https://vault.azure.net \\",
      "      --identity client-id:11112222-3333-4444-5555-666677778888 --format header"
    })
final class ManagedIdentityCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--resource",
      paramLabel = "R",
      required = true,
      description = "What the token is for, such as https://vault.azure.net.")
  private String resource = "";

  @Option(
      names = "--identity",
      paramLabel = "KIND:ID",
      description =
          "A user-assigned identity: client-id:ID, object-id:ID or resource-id:ID. The host's own"
              + " by default.")
  private @Nullable String identity;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Asks this kind of host and looks for no other: service-fabric, app-service,"
              + " machine-learning, arc, cloud-shell or imds.")
  private @Nullable String host;

  @Option(names = "--force-refresh", description = "Does not take the token from the cache.")
  private boolean forceRefresh;

  @Option(
      names = "--capability",
      paramLabel = "C",
      description = "What this client can do, such as cp1, for hosts that ask. Repeatable.")
  private List<String> capabilities = new ArrayList<>();

  @Option(
      names = "--http-cache",
      paramLabel = "FILE",
      description = "Keeps refusals here for the next run, never a token.")
  private @Nullable Path httpCache;

  @Mixin private final MachineOptions options;

  ManagedIdentityCommand(EnvironmentReader environment) {
    this.options = new MachineOptions(environment);
  }

  @Override
  public Integer call() {
    ResourceRequest request = request();
    try (ManagedIdentityClient client = client()) {
      HostSource source = client.host();
      options.tell("host: " + source.name() + " (" + source.reason() + ")");
      return options.print(options.await(() -> client.acquireForResource(request)));
    }
  }

  private ManagedIdentityClient client() {
    ManagedIdentityClient.Builder builder =
        options.configure(ManagedIdentityClient.builder(identity())).capabilities(capabilities);
    if (host != null) {
      builder.host(host);
    }
    if (httpCache != null) {
      builder.httpCache("file", Map.of("path", httpCache.toString()));
    }
    return builder.build();
  }

  private ResourceRequest request() {
    ResourceRequest request = ResourceRequest.of(resource).forceRefresh(forceRefresh);
    request = options.claims().map(request::claims).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }

  private ManagedIdentityId identity() {
    if (identity == null) {
      return ManagedIdentityId.systemAssigned();
    }
    int colon = identity.indexOf(':');
    String id = identity.substring(colon + 1);
    return switch (colon < 0 ? "" : identity.substring(0, colon)) {
      case "client-id" -> ManagedIdentityId.clientId(id);
      case "object-id" -> ManagedIdentityId.objectId(id);
      case "resource-id" -> ManagedIdentityId.resourceId(id);
      default ->
          throw new ParameterException(
              spec().commandLine(),
              "--identity is none of client-id:ID, object-id:ID, resource-id:ID");
    };
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

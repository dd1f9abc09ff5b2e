package dev.latchkey.examples;

import dev.latchkey.application.request.ManagedIdentityConfig;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of the host's identity, by the two recipes: the identity in the code, and the identity in
 * a variable, so that the same program runs on every host. A host in this process stands for
 * Azure's.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=ManagedIdentity}.
 */
public final class ManagedIdentity {

  private static final String CLIENT_ID = "11112222-3333-4444-5555-666677778888";
  private static final ResourceRequest VAULT = ResourceRequest.of("https://vault.azure.net");

  private ManagedIdentity() {}

  /**
   * Gets tokens.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    AzureHost.Identity identity = new AzureHost.Identity(CLIENT_ID, "object", "/resource");
    try (AzureHost host =
        AzureHost.builder(AzureHost.Kind.APP_SERVICE).identities(identity).start()) {
      Map<String, String> variables = new HashMap<>(host.environment());
      variables.put(
          "MY_MANAGED_IDENTITY_CONFIG",
          "{\"ManagedIdentityIdType\": \"ClientId\", \"Id\": \"" + CLIENT_ID + "\"}");
      inTheCode(new Variables(variables));
      inAVariable(new Variables(variables));
    }
  }

  private static void inTheCode(EnvironmentReader environment) {
    try (ManagedIdentityClient client =
        ManagedIdentityClient.builder(ManagedIdentityId.clientId(CLIENT_ID))
            .environment(environment) // left out, it is the process's own
            .build()) {
      tell("in the code", client.acquireForResource(VAULT));
      tell("and again", client.acquireForResource(VAULT));
    }
  }

  private static void inAVariable(EnvironmentReader environment) {
    ManagedIdentityConfig config =
        ManagedIdentityConfig.ofVariable("MY_MANAGED_IDENTITY_CONFIG", environment);
    try (ManagedIdentityClient client =
        ManagedIdentityClient.builder(config).environment(environment).build()) {
      tell("in a variable", client.acquireForResource(VAULT));
    }
  }

  private static void tell(String when, TokenResult token) {
    System.out.println(
        when + ": token from " + token.source() + " through " + token.via().orElseThrow());
  }

  private record Variables(Map<String, String> values) implements EnvironmentReader {
    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<String> property(String name) {
      return Optional.empty();
    }
  }
}

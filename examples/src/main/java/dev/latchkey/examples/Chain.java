package dev.latchkey.examples;

import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.client.CredentialChain;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Map;
import java.util.Optional;

/**
 * The same code in a cluster, in Azure and at a desk: the first source of tokens that works where
 * it runs is used, and each is told of. A host in this process stands for Azure's.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile -Dexample=Chain}.
 */
public final class Chain {

  private static final ChainRequest VAULT = ChainRequest.of("https://vault.azure.net/.default");

  private Chain() {}

  /**
   * Gets tokens.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE);
        CredentialChain chain =
            CredentialChain.builder()
                .environment(new Variables(host.environment())) // left out, the process's own
                .build()) {
      TokenResult token = chain.acquire(VAULT);
      System.out.println("token from " + token.source());
      System.out.println("and again from " + chain.acquire(VAULT).source());
      for (LinkOutcome outcome : chain.outcomes()) {
        System.out.println(outcome);
      }
    }
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

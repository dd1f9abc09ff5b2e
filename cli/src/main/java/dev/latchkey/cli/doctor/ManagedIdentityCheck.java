package dev.latchkey.cli.doctor;

import dev.latchkey.application.request.HostSource;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.List;

/** Which host would be asked for tokens of its identity, and why. Nothing is sent. */
public final class ManagedIdentityCheck implements Check {

  private final EnvironmentReader environment;
  private final String adapter;

  /**
   * Prepares the check.
   *
   * @param environment has the signs of hosts
   * @param adapter the name of an HTTP adapter
   */
  public ManagedIdentityCheck(EnvironmentReader environment, String adapter) {
    this.environment = environment;
    this.adapter = adapter;
  }

  @Override
  public String subject() {
    return "managed identity";
  }

  @Override
  public List<Finding> run() {
    try (ManagedIdentityClient client =
        ManagedIdentityClient.builder(ManagedIdentityId.systemAssigned())
            .environment(environment)
            .httpProvider(adapter)
            .build()) {
      HostSource host = client.host();
      String before =
          host.missed().isEmpty() ? "" : "; looked before for " + String.join(", ", host.missed());
      return List.of(
          Finding.ok(
              subject(),
              host.name() + " would be asked (" + host.reason() + "), not tried" + before));
    } catch (TokenException e) {
      // Few machines have an identity, so that its absence is no fault.
      return List.of(Finding.ok(subject(), "none here: " + e.getMessage()));
    }
  }
}

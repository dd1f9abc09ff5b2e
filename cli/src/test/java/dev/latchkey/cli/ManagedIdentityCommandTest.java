package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Fault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManagedIdentityCommandTest {

  private static final String VAULT = "https://vault.azure.net";
  private static final AzureHost.Identity OTHER =
      new AzureHost.Identity("client-1", "object-1", "/subscriptions/s/x/mi");

  @Test
  void printsATokenOfTheHostAndSaysWhichHostItIs() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      Run run = Run.with(host.environment(), "token", "managed-identity", "--resource", VAULT);

      assertThat(run.code()).isEqualTo(ExitCode.DONE);
      assertThat(run.out()).contains("\"access_token\":\"ey");
      assertThat(run.err()).contains("host: app-service").doesNotContain("hush");
    }
  }

  @Test
  void takesAUserAssignedIdentityByAnyOfItsIds() {
    try (AzureHost host = AzureHost.builder(AzureHost.Kind.APP_SERVICE).identities(OTHER).start()) {
      Map<String, String> ids =
          Map.of(
              "client-id:client-1", "client_id",
              "object-id:object-1", "object_id",
              "resource-id:/subscriptions/s/x/mi", "mi_res_id");
      ids.forEach(
          (id, parameter) -> {
            host.requests().clear();
            Run run =
                Run.with(
                    host.environment(),
                    "token",
                    "managed-identity",
                    "--resource",
                    VAULT,
                    "--identity",
                    id);
            assertThat(run.code()).isEqualTo(ExitCode.DONE);
            assertThat(host.requests().all().get(0).queryParameter(parameter)).isPresent();
          });
    }
  }

  @Test
  void mistakesAreUsageAndRefusalsAreTheServices() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      assertThat(
              Run.with(
                      host.environment(),
                      "token",
                      "managed-identity",
                      "--resource",
                      VAULT,
                      "--identity",
                      "name:x")
                  .code())
          .isEqualTo(2);
      host.faults().always(Fault.status(400, "{\"message\":\"no\"}", Map.of()));
      assertThat(
              Run.with(host.environment(), "token", "managed-identity", "--resource", VAULT).code())
          .isEqualTo(4);
    }
  }
}

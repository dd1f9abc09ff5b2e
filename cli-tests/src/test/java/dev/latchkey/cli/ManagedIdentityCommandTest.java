package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void takesTheOptionsOfTheOtherFlows(@TempDir Path folder) throws Exception {
    Path kept = folder.resolve("cli.http_cache");
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      host.faults().always(Fault.status(429, "{}", Map.of("Retry-After", "300")));
      for (int i = 0; i < 2; i++) {
        Run run =
            Run.with(
                host.environment(),
                "token",
                "managed-identity",
                "--resource",
                VAULT,
                "--verbose",
                "--http",
                "jdk",
                "--timeout",
                "5",
                "--capability",
                "cp1",
                "--force-refresh",
                "--http-cache",
                kept.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.REJECTED);
        assertThat(run.err().contains("GET http://")).isEqualTo(i == 0);
      }
      assertThat(host.requests().all()).hasSize(1);
    }
    assertThat(kept).isNotEmptyFile();
  }

  @Test
  void aTokenIsKeptInAFileForTheNextRun(@TempDir Path folder) {
    String cache = folder.resolve("cache.json").toString();
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      for (String expected : new String[] {"IDENTITY_PROVIDER", "CACHE"}) {
        Run run =
            Run.with(
                host.environment(),
                "token",
                "managed-identity",
                "--resource",
                VAULT,
                "--cache",
                cache,
                "--cache-plaintext");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).containsIgnoringCase(expected);
        assertThat(run.err()).contains("is not encrypted");
      }
      assertThat(host.requests().all()).hasSize(1);
    }
  }

  @Test
  void doctorTellsWhichHostWouldBeAskedAndWhy() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.MACHINE_LEARNING)) {
      Run run = Run.with(host.environment(), "doctor");

      assertThat(run.out())
          .contains("managed identity")
          .contains("machine-learning would be asked (MSI_ENDPOINT, MSI_SECRET")
          .contains("app-service (no IDENTITY_ENDPOINT, IDENTITY_HEADER)");
      assertThat(host.requests().all()).isEmpty();
    }
    try (AzureHost host = AzureHost.start(AzureHost.Kind.CLOUD_SHELL)) {
      Run run = Run.with(host.environment(), "doctor");

      assertThat(run.code()).isEqualTo(ExitCode.DONE);
      assertThat(run.out()).contains("none here");
    }
  }
}

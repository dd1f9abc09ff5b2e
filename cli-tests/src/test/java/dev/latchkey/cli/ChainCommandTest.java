package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.AzureHost;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChainCommandTest {

  private static final String VAULT = "https://vault.azure.net/.default";

  @Test
  void printsATokenAndOneLineThatTellsOfEachLink() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      Run run = Run.with(host.environment(), "token", "chain", "--scope", VAULT);

      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
      assertThat(run.out()).contains("\"access_token\":\"ey");
      assertThat(run.err())
          .contains("chain: azure-cli (off: developer links are not allowed), environment (no")
          .contains("managed-identity (gave a token)")
          .doesNotContain("hush");
      assertThat(host.requests().all().get(0).queryParameter("resource"))
          .contains("https://vault.azure.net");
    }
  }

  @Test
  void whereNothingWorksEachLinkIsTold() {
    Run run = Run.of("token", "chain", "--scope", VAULT, "--link", "environment");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("environment (no AZURE_TENANT_ID, AZURE_CLIENT_ID)");
  }

  @Test
  void anUnknownLinkIsUsage() {
    Run run = Run.of("token", "chain", "--scope", VAULT, "--link", "mainframe");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("the chain knows no link mainframe");
  }

  @Test
  void theVariableOfWhoeverRunsItHasTheLastWord() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE)) {
      Map<String, String> variables = new HashMap<>(host.environment());
      variables.put("AZURE_TOKEN_CREDENTIALS", "prod");
      Run run = Run.with(variables, "token", "chain", "--scope", VAULT, "--developer");

      assertThat(run.code()).isEqualTo(ExitCode.DONE);
      assertThat(run.err()).contains("azure-cli (off: AZURE_TOKEN_CREDENTIALS is prod)");
    }
  }
}

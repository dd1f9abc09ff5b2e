package dev.latchkey.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The root: says what there is. */
@Command(
    name = "latchkey",
    description = "Acquires, caches and refreshes OAuth 2.0 and OpenID Connect tokens.",
    versionProvider = VersionText.class,
    footer = {
      "  latchkey demo",
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default",
      "  latchkey doctor --oidc-authority https://login.example.org/realms/name",
      "  latchkey sandbox --port 8443 --ca-out ca.pem"
    })
final class LatchkeyCommand {

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // the parser acts on it
  private boolean version;
}

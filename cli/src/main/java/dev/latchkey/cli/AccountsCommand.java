package dev.latchkey.cli;

import picocli.CommandLine.Command;

/** Names what can be done about people. */
@Command(
    name = "accounts",
    description = "Lists the people in a token cache, and forgets them.",
    footer = {
      "  latchkey accounts list --client-id ID --cache tokens.bin",
      "  latchkey accounts remove --client-id ID --cache tokens.bin \\",
      "      --account mira@contoso.example"
    })
final class AccountsCommand {}

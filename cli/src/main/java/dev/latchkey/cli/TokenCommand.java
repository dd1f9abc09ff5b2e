package dev.latchkey.cli;

import picocli.CommandLine.Command;

/** Names the flows. */
@Command(
    name = "token",
    description = "Gets a token and prints it.",
    footer = {
      "  latchkey token client-credentials --client-id ID --secret-env APP_SECRET \\",
      "      --tenant contoso.example --scope https://graph.microsoft.com/.default"
    })
final class TokenCommand {}

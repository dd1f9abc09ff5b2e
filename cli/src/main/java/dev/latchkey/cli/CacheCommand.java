package dev.latchkey.cli;

import picocli.CommandLine.Command;

/** Names what can be done to a token cache. */
@Command(
    name = "cache",
    description = {
      "Looks after a token cache in a file.",
      "Others may be using it meanwhile: nothing that they save is lost."
    },
    footer = {
      "  latchkey cache inspect --cache tokens.bin",
      "  latchkey cache convert --cache msal_cache.json \\",
      "      --to encrypted --out tokens.bin",
      "  latchkey cache prune --cache tokens.bin"
    })
final class CacheCommand {}

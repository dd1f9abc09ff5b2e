package dev.latchkey.cli;

import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what is in a token cache. */
@Command(
    name = "inspect",
    description = {
      "Shows what is in a token cache: whose, for what, until when.",
      "Tokens are not shown, names of people are."
    },
    footer = {
      "  latchkey cache inspect --cache tokens.bin",
      "  latchkey cache inspect --cache tokens.bin --cache-key-env CACHE_KEY --json"
    })
final class CacheInspectCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final CacheFileOptions cache;

  @Option(names = "--json", description = "Prints one JSON object in place of a table.")
  private boolean json;

  CacheInspectCommand(EnvironmentReader environment) {
    this.cache = new CacheFileOptions(environment);
  }

  @Override
  public Integer call() {
    try (TokenCacheStore store = CacheFile.open(cache.file())) {
      List<EntryFacts> entries = cache.of(store).entries();
      PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
      if (json) {
        out.println(CacheReport.json(entries));
      } else {
        CacheReport.table(entries).forEach(out::println);
      }
      out.flush();
      return ExitCode.DONE;
    }
  }
}

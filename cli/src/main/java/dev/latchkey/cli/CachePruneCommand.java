package dev.latchkey.cli;

import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.EnvironmentReader;
import jakarta.json.Json;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes out of a token cache what nobody can use any more. */
@Command(
    name = "prune",
    description = {
      "Takes out of a token cache what nobody can use any more.",
      "That is: access tokens past their end, and people and their ID tokens for whom there is no"
          + " other token left. What is not understood stays."
    },
    footer = {"  latchkey cache prune --cache tokens.bin"})
final class CachePruneCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final CacheFileOptions cache;

  CachePruneCommand(EnvironmentReader environment) {
    this.cache = new CacheFileOptions(environment);
  }

  @Override
  public Integer call() {
    try (TokenCacheStore store = CacheFile.open(cache.file())) {
      int removed = cache.of(store).prune();
      PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
      out.println(Json.createObjectBuilder().add("removed", removed).build());
      out.flush();
      return ExitCode.DONE;
    }
  }
}

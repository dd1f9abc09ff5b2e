package dev.latchkey.cli;

import dev.latchkey.client.PublicClient;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which people, in which cache. */
final class AccountOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      required = true,
      description = "The id from the app registration.")
  private String clientId = "";

  @Mixin private final CacheOptions cache;

  @Mixin private final AuthorityOptions authority = new AuthorityOptions();

  AccountOptions(EnvironmentReader environment) {
    this.cache = new CacheOptions(environment);
  }

  /** Opens a client that asks its cache and nobody else. */
  PublicClient open() {
    if (cache.file().isEmpty()) {
      throw new IllegalArgumentException("no token cache: give --cache");
    }
    // It sends nothing, but there is no client without a way to send.
    PublicClient.Builder builder =
        PublicClient.builder(clientId).instanceDiscovery(false).httpProvider("apache");
    authority.authority().ifPresent(builder::authority);
    cache.configure(builder, commandSpec().commandLine().getErr());
    return builder.build();
  }

  int print(Object json) {
    PrintWriter out = commandSpec().commandLine().getOut();
    out.println(json);
    out.flush();
    return ExitCode.DONE;
  }

  private CommandSpec commandSpec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

package dev.latchkey.cli;

import dev.latchkey.client.SharedOptions;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands want to know that ask the machine who it is, and need no registration's id. */
final class MachineOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description = "A claims challenge of the resource.")
  private @Nullable String claims;

  @Option(
      names = "--correlation-id",
      paramLabel = "UUID",
      description = "Sent with each request, to be found in the service's log.")
  private @Nullable CorrelationId correlationId;

  @Mixin private final HttpOptions http;

  @Mixin private final CacheOptions cache;

  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "json",
      description = "json, header or env (default: ${DEFAULT-VALUE}).")
  private TokenFormat format = TokenFormat.json;

  private final EnvironmentReader environment;

  MachineOptions(EnvironmentReader environment) {
    this.http = new HttpOptions(environment);
    this.cache = new CacheOptions(environment);
    this.environment = environment;
  }

  Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  <B extends SharedOptions<B>> B configure(B builder) {
    cache.configure(builder, err());
    return builder
        .environment(environment)
        .httpProvider(http.adapter())
        .http(http.settings())
        .logPersonalData(log.personalData());
  }

  /** Says something on the way: the token alone goes to standard output. */
  void tell(String words) {
    err().println(words);
    err().flush();
  }

  TokenResult await(Supplier<TokenResult> call) {
    return Patience.during(err(), "waiting for a token", http.settings().timeout(), call);
  }

  int print(TokenResult token) {
    PrintWriter out = spec().commandLine().getOut();
    out.println(format.print(token, Map.of()));
    out.flush();
    return ExitCode.DONE;
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

package dev.latchkey.cli;

import dev.latchkey.client.ClientBuilder;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command that gets a token wants to know, whatever the flow. */
final class RequestOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      required = true,
      description = "The id from the app registration.")
  private String clientId = "";

  @Option(
      names = "--scope",
      paramLabel = "S",
      required = true,
      description = "What the token is for. Repeatable.")
  private List<String> scopes = new ArrayList<>();

  @Mixin private final AuthorityOptions authority = new AuthorityOptions();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      description = "Tenant id or domain, in place of the authority's.")
  private @Nullable String tenant;

  @Option(
      names = "--no-instance-discovery",
      description = "Does not ask Entra about hosts that are not built in.")
  private boolean noInstanceDiscovery;

  @Option(
      names = "--claims",
      paramLabel = "JSON",
      description = "A claims challenge; the token is not taken from the cache then.")
  private @Nullable String claims;

  @Option(
      names = "--capability",
      paramLabel = "C",
      description = "What this client can do, such as CP1: answers claims challenges. Repeatable.")
  private List<String> capabilities = new ArrayList<>();

  @Option(
      names = "--correlation-id",
      paramLabel = "UUID",
      description = "Sent with each request, to be found in the service's log.")
  private @Nullable CorrelationId correlationId;

  @Option(
      names = "--http-cache",
      paramLabel = "FILE",
      description =
          "Keeps metadata and refusals here for the next run, never a token; often"
              + " PROGRAM.http_cache.")
  private @Nullable Path httpCache;

  @Option(
      names = "--app-name",
      paramLabel = "N",
      description = "The application's name, sent to Entra.")
  private @Nullable String appName;

  @Option(
      names = "--app-version",
      paramLabel = "V",
      description = "The application's version, sent to Entra.")
  private @Nullable String appVersion;

  @Mixin private final CacheOptions cache;

  @Mixin private final HttpOptions http;

  @Mixin private final LogOptions log = new LogOptions();

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "json",
      description = "json, header or env (default: ${DEFAULT-VALUE}).")
  private TokenFormat format = TokenFormat.json;

  RequestOptions(EnvironmentReader environment) {
    this.cache = new CacheOptions(environment);
    this.http = new HttpOptions(environment);
  }

  String clientId() {
    return clientId;
  }

  List<String> scopes() {
    return scopes;
  }

  Optional<String> tenant() {
    return Optional.ofNullable(tenant);
  }

  Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** {@return whether tokens are there for the next run} */
  boolean keepsTokens() {
    return cache.file().isPresent();
  }

  void requireCache() {
    if (!keepsTokens()) {
      throw new ParameterException(spec().commandLine(), "no token cache: give --cache");
    }
  }

  /** The words go here, the token to standard output. */
  PrintWriter err() {
    return spec().commandLine().getErr();
  }

  HttpSettings settings() {
    if (http.trustsAnyone()) {
      err().println("warning: the server is not verified; use --ca-file for anything but a test");
    }
    return http.settings();
  }

  /**
   * Tells a client what the options say.
   *
   * @throws ParameterException if there is no tenant
   */
  <B extends ClientBuilder<B>> B configure(B builder, HttpSettings settings) {
    builder
        .instanceDiscovery(!noInstanceDiscovery)
        .httpProvider(http.adapter())
        .http(settings)
        .logPersonalData(log.personalData());
    authorityGiven().ifPresent(builder::authority);
    builder.clientCapabilities(capabilities.toArray(String[]::new));
    if (httpCache != null) {
      builder.httpCache("file", Map.of("path", httpCache.toString()));
    }
    cache.configure(builder, err());
    if (appName != null) {
      builder.appName(appName);
    }
    if (appVersion != null) {
      builder.appVersion(appVersion);
    }
    return builder;
  }

  private Optional<Authority> authorityGiven() {
    Optional<Authority> given = authority.authority();
    if (given.isEmpty() && tenant == null) {
      throw new ParameterException(
          spec().commandLine(), "no tenant: give --tenant, --authority or --oidc-authority");
    }
    return given;
  }

  /** {@return the authority, if one is named} */
  Optional<Authority> authority() {
    return authority.authority();
  }

  /** Waits for a token, saying so, and prints it. */
  int print(HttpSettings settings, Supplier<TokenResult> call) {
    return print(settings, new PopOptions(), call);
  }

  int print(HttpSettings settings, PopOptions pop, Supplier<TokenResult> call) {
    TokenResult result = Patience.during(err(), "waiting for a token", settings.timeout(), call);
    return print(pop, result);
  }

  int print(TokenResult result) {
    return print(new PopOptions(), result);
  }

  int print(PopOptions pop, TokenResult result) {
    if (!result.stored()) {
      cache
          .file()
          .ifPresent(
              file ->
                  err()
                      .println(
                          "warning: the token is good, but could not be kept in "
                              + file
                              + "; the next run does without it"));
      err().flush();
    }
    PrintWriter out = spec().commandLine().getOut();
    out.println(format.print(result, pop.headers(result)));
    out.flush();
    return ExitCode.DONE;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "spec");
  }
}

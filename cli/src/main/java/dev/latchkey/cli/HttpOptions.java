package dev.latchkey.cli;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to connect. */
final class HttpOptions {

  /** Whose certificates are believed: the runtime's authorities unless one of these is given. */
  static final class TrustChoice {

    @Option(
        names = "--ca-file",
        paramLabel = "PEM",
        description = "Trusts the certificate authorities in this file, and no others.")
    private @Nullable Path caFile;

    @Option(
        names = "--insecure-trust-any-server",
        description = "Does not verify the server: whoever is in between reads all secrets.")
    private boolean anyServer;
  }

  @Option(
      names = "--http",
      paramLabel = "NAME",
      defaultValue = "apache",
      description = "HTTP adapter: apache or jdk (default: ${DEFAULT-VALUE}).")
  private String adapter = "apache";

  @ArgGroup private @Nullable TrustChoice trust;

  @Mixin private final ProxyOptions proxy;

  @Option(
      names = "--connect-to",
      paramLabel = "HOST:PORT:HOST:PORT",
      description =
          "Sends what is meant for the first to the second; the certificate is checked for the"
              + " first. Repeatable; apache only.")
  private List<ConnectTo> connectTo = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "S",
      description = "Gives up after so many seconds (default: 30).")
  private @Nullable Duration timeout;

  HttpOptions(EnvironmentReader environment) {
    this.proxy = new ProxyOptions(environment);
  }

  String adapter() {
    return adapter;
  }

  HttpSettings settings() {
    HttpSettings settings =
        HttpSettings.defaults().trust(trust()).proxy(proxy.proxy()).connectTo(detours());
    return timeout == null ? settings : limited(settings, timeout);
  }

  private static HttpSettings limited(HttpSettings settings, Duration limit) {
    HttpSettings limited = settings.timeout(limit);
    return limit.compareTo(settings.connectTimeout()) < 0 ? limited.connectTimeout(limit) : limited;
  }

  private Trust trust() {
    if (trust == null) {
      return Trust.system();
    }
    return trust.caFile == null ? Trust.insecureTrustAnyServer() : Trust.caFile(trust.caFile);
  }

  boolean readsEnvironment() {
    return proxy.readsEnvironment();
  }

  boolean trustsAnyone() {
    return trust != null && trust.anyServer;
  }

  private Map<HostAndPort, HostAndPort> detours() {
    Map<HostAndPort, HostAndPort> detours = new HashMap<>();
    connectTo.forEach(detour -> detours.put(detour.from(), detour.to()));
    return detours;
  }
}

package dev.latchkey.cli;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.NoProxy;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.system.EnvironmentReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How requests leave the network. */
final class ProxyOptions {

  @Option(
      names = "--proxy",
      paramLabel = "HOST:PORT",
      description =
          "Connects through this proxy; never to loopback and link-local hosts. Variables of the"
              + " environment are ignored without --proxy-env.")
  private @Nullable HostAndPort proxy;

  @Option(
      names = "--proxy-user",
      paramLabel = "NAME",
      description = "The name that the proxy wants (Basic); apache only.")
  private @Nullable String user;

  @Option(
      names = "--proxy-password-env",
      paramLabel = "VAR",
      description = "The environment variable that holds the proxy's password.")
  private @Nullable String passwordEnv;

  @Option(
      names = "--no-proxy",
      paramLabel = "LIST",
      description =
          "Hosts to connect to without the proxy: names, .suffixes, addresses, address/bits, with"
              + " :port or not, or *; parted by commas.")
  private @Nullable String exceptions;

  @Option(
      names = "--proxy-env",
      description = "Takes the proxy from the variables HTTPS_PROXY and NO_PROXY.")
  private boolean fromEnvironment;

  private final EnvironmentReader environment;

  ProxyOptions(EnvironmentReader environment) {
    this.environment = environment;
  }

  boolean readsEnvironment() {
    return fromEnvironment;
  }

  Proxy proxy() {
    if (fromEnvironment) {
      if (proxy != null || user != null || passwordEnv != null || exceptions != null) {
        throw new IllegalArgumentException(
            "--proxy-env takes everything about the proxy from the environment; leave the other"
                + " options of the proxy out");
      }
      return Proxy.fromEnvironment(environment);
    }
    if (proxy == null) {
      if (user != null || passwordEnv != null || exceptions != null) {
        throw new IllegalArgumentException("no proxy is named; give --proxy HOST:PORT");
      }
      return Proxy.none();
    }
    return named(proxy).except(exceptions == null ? NoProxy.nobody() : NoProxy.parse(exceptions));
  }

  private Proxy.Via named(HostAndPort address) {
    if (user == null && passwordEnv == null) {
      return Proxy.via(address);
    }
    if (user == null || passwordEnv == null) {
      throw new IllegalArgumentException(
          "a proxy wants both or neither of --proxy-user and --proxy-password-env");
    }
    return Proxy.via(
        address, user, new SecretVariable(environment).read("--proxy-password-env", passwordEnv));
  }
}

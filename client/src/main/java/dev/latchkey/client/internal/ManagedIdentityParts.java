package dev.latchkey.client.internal;

import dev.latchkey.application.managedidentity.AcquireForResource;
import dev.latchkey.application.managedidentity.FindHost;
import dev.latchkey.application.managedidentity.FoundHost;
import dev.latchkey.application.managedidentity.HostCalls;
import dev.latchkey.application.managedidentity.HostIdentity;
import dev.latchkey.application.managedidentity.HostTokens;
import dev.latchkey.application.request.HostSource;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityBackendProvider;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/** The use cases of one managed identity client, wired. */
public final class ManagedIdentityParts implements AutoCloseable {

  private static final Duration TO_CONNECT = Duration.ofSeconds(2);

  // A host that is being updated is back after 70 s at most.
  private static final Duration IN_ALL = Duration.ofSeconds(100);

  private static final String NO_BACKEND =
      "add the latchkey-adapters-mi artifact, which has all of Azure's";

  private final Foundation foundation;
  private final PinnedTransports pinned;
  private final FindHost findHost;
  private final AcquireForResource acquireForResource;

  private ManagedIdentityParts(
      HostOptions host, ClientOptions options, Foundation foundation, PinnedTransports pinned) {
    this.foundation = foundation;
    this.pinned = pinned;
    this.findHost = new FindHost(backends(host, options, foundation, pinned), host.name());
    this.acquireForResource =
        new AcquireForResource(
            new HostTokens(
                new HostIdentity(host.identity(), host.capabilities(), foundation.cache()),
                findHost,
                new HostCalls(
                    foundation.wire().hosts(),
                    options.resilience(),
                    options.time(),
                    options.random()),
                foundation.cache(),
                options.time(),
                options.random(),
                foundation.timeout()),
            foundation.flightPool(),
            options.time(),
            foundation.events());
  }

  /**
   * Wires a client.
   *
   * @param host which identity, and where
   * @param options everything else
   * @return the parts
   */
  public static ManagedIdentityParts of(HostOptions host, ClientOptions options) {
    options.httpSettings(near(options.httpSettings()));
    Foundation foundation = new Foundation(options, Duration.ofSeconds(5));
    try {
      return new ManagedIdentityParts(host, options, foundation, new PinnedTransports(options));
    } catch (RuntimeException e) {
      foundation.close();
      throw e;
    }
  }

  // Hosts are near: no proxy is on the way, and off Azure the answer has to come soon.
  private static HttpSettings near(HttpSettings given) {
    HttpSettings usual = HttpSettings.defaults();
    HttpSettings direct = given.proxy(Proxy.none());
    if (given.connectTimeout().equals(usual.connectTimeout())) {
      direct = direct.connectTimeout(TO_CONNECT);
    }
    return given.timeout().equals(usual.timeout()) ? direct.timeout(IN_ALL) : direct;
  }

  private static List<ManagedIdentityBackend> backends(
      HostOptions host, ClientOptions options, Foundation foundation, PinnedTransports pinned) {
    ManagedIdentityContext context =
        ManagedIdentityContext.of(
                options.environment(), host.files(), options.time(), foundation.transport(), pinned)
            .product(
                HttpHeaders.none()
                    .with("x-client-sku", "Latchkey.Java")
                    .with("x-client-ver", LibraryVersion.read()));
    return Providers.in(
            ServiceLoader.load(ManagedIdentityBackendProvider.class, options.classLoader()),
            "back end of managed identity",
            NO_BACKEND)
        .all()
        .stream()
        .sorted(Comparator.comparingInt(ManagedIdentityBackendProvider::rank))
        .flatMap(it -> it.open(context).stream())
        .toList();
  }

  /** {@return gets tokens of the host's identity} */
  public AcquireForResource acquireForResource() {
    return acquireForResource;
  }

  /** {@return which host there is} */
  public HostSource host() {
    FoundHost found = findHost.find();
    return new HostSource(found.backend().name(), found.reason(), found.missed());
  }

  /** {@return where asynchronous calls run} */
  public Executor asyncExecutor() {
    return foundation.asyncExecutor();
  }

  /** Closes what was opened here. */
  @Override
  public void close() {
    acquireForResource.close();
    pinned.close();
    foundation.close();
  }
}

package dev.latchkey.client.internal;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.FlightPool;
import dev.latchkey.application.idtoken.IdTokenSignatures;
import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.LoggedTransport;
import dev.latchkey.application.protocol.ProductHeaders;
import dev.latchkey.application.protocol.ResponseCache;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.browser.BrowserProvider;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStoreProvider;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.CryptoProvider;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What clients of every kind stand on, and what has to be closed with them. */
final class Foundation implements AutoCloseable {

  private static final String NO_HTTP =
      "add the latchkey-adapters-http artifact or pass a transport to builder().http(...)";

  private static final String NO_CRYPTO =
      "add the latchkey-adapters-crypto artifact or pass an adapter to builder().crypto(...)";

  private static final String NO_BROWSER =
      "add the latchkey-adapters-browser artifact or pass an adapter to builder().browser(...)";

  private static final String NO_HTTP_CACHE =
      "add the latchkey-adapters-http-cache artifact or pass a store to builder().httpCache(...)";

  private final ClientOptions options;
  private final @Nullable HttpTransport opened;
  private final @Nullable HttpResponseStore openedCache;
  private final CacheParts cache;
  private final boolean ownsCache;
  private final Events events;
  private final @Nullable Runnable unwatchCache;
  private final FlightPool flightPool;
  private final FlightPool asyncPool;
  private final AtomicBoolean closed = new AtomicBoolean();

  // Made when somebody has to be asked: what is in the cache needs nobody.
  private final ReentrantLock lock = new ReentrantLock();
  private final Duration unsaid;
  private final @Nullable ProductHeaders told;
  private @Nullable Wire wire;
  private @Nullable AuthorityResolver resolver;
  private @Nullable Crypto crypto;

  /**
   * Lays it.
   *
   * @param options what the builder collected
   * @param unsaid how long to respect refusals of services that do not say
   */
  Foundation(ClientOptions options, Duration unsaid) {
    this.options = options;
    this.unsaid = unsaid;
    // What the application says of itself has to fit into headers.
    this.told =
        options.appName() == null && options.appVersion() == null ? null : productHeaders(options);
    HttpTransport given = options.transport();
    CacheParts shared = options.tokenCache();
    this.ownsCache = shared == null;
    this.cache = shared == null ? ownCache(options) : shared;
    this.opened = given == null ? openOrClose(options) : null;
    try {
      this.openedCache = openCache(options);
    } catch (RuntimeException e) {
      if (opened != null) {
        opened.close();
      }
      closeOwnCache();
      throw e;
    }
    this.events = new Events(options.eventSink());
    this.unwatchCache = events.areWanted() ? watchCache(cache.cache(), events) : null;
    int width = options.httpSettings().maxConnections();
    this.flightPool = new FlightPool("latchkey-flight", width, options.classLoader());
    this.asyncPool = new FlightPool("latchkey-async", 4 * width, options.classLoader());
  }

  private static ProductHeaders productHeaders(ClientOptions options) {
    return ProductHeaders.of(
        LibraryVersion.read(),
        options.environment().property("os.name").orElse("unknown"),
        options.appName(),
        options.appVersion());
  }

  private static Runnable watchCache(PartitionedCache cache, Events events) {
    return cache.watch(
        (before, after) -> events.tellCacheSize(() -> new CacheSize(cache.size(), cache.weight())));
  }

  private static CacheParts ownCache(ClientOptions options) {
    StoreChoice store = options.tokenCacheStore();
    return store == null
        ? CacheParts.inMemory(options.time(), options.random())
        : store.open(options);
  }

  // Without a way to send there is no client, and what was opened for it is closed.
  private HttpTransport openOrClose(ClientOptions options) {
    try {
      return open(options, options.httpSettings());
    } catch (RuntimeException e) {
      closeOwnCache();
      throw e;
    }
  }

  private void closeOwnCache() {
    if (ownsCache) {
      cache.close();
    }
  }

  static HttpTransport open(ClientOptions options, HttpSettings settings) {
    return Providers.in(
            ServiceLoader.load(HttpTransportProvider.class, options.classLoader()),
            "HTTP transport",
            NO_HTTP)
        .choose(options.httpProvider())
        .open(settings);
  }

  /** {@return the crypto adapter, found when it is first needed: clients without keys need none} */
  Crypto crypto() {
    lock.lock();
    try {
      Crypto known = crypto;
      if (known == null) {
        known = openCrypto();
        crypto = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Crypto openCrypto() {
    Crypto given = options.crypto();
    return given != null
        ? given
        : Providers.in(
                ServiceLoader.load(CryptoProvider.class, options.classLoader()),
                "crypto adapter",
                NO_CRYPTO)
            .choose(options.cryptoProvider())
            .open();
  }

  /** {@return finds the browser adapter when somebody signs in at this machine, and not before} */
  Supplier<BrowserSupport> browser() {
    return new Once<>(() -> openBrowser(options));
  }

  private static BrowserSupport openBrowser(ClientOptions options) {
    BrowserSupport given = options.browser();
    if (given != null) {
      return given;
    }
    BrowserSettings settings = BrowserSettings.of(options.environment());
    String program = options.browserProgram();
    return Providers.in(
            ServiceLoader.load(BrowserProvider.class, options.classLoader()),
            "browser adapter",
            NO_BROWSER)
        .choose(options.browserProvider())
        .open(program == null ? settings : settings.program(program));
  }

  private static @Nullable HttpResponseStore openCache(ClientOptions options) {
    String provider = options.httpCacheProvider();
    return provider == null
        ? null
        : Providers.in(
                ServiceLoader.load(HttpResponseStoreProvider.class, options.classLoader()),
                "store of HTTP responses",
                NO_HTTP_CACHE)
            .choose(provider)
            .open(options.httpCacheSettings());
  }

  HttpTransport transport() {
    HttpTransport given = options.transport();
    return new LoggedTransport(
        given == null ? Objects.requireNonNull(opened) : given,
        options.logPersonalData(),
        options.time());
  }

  Wire wire() {
    lock.lock();
    try {
      Wire known = wire;
      if (known == null) {
        known = openWire();
        wire = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Wire openWire() {
    ResiliencePolicy policy = options.resilience();
    return new Wire(
        transport(),
        policy,
        new ResponseCache(
            openedCache == null ? options.httpCache() : openedCache,
            policy,
            unsaid,
            options.time(),
            options.random()),
        options.time(),
        options.random(),
        told == null ? productHeaders(options) : told);
  }

  AuthorityResolver resolver() {
    lock.lock();
    try {
      AuthorityResolver known = resolver;
      if (known == null) {
        known =
            new AuthorityResolver(
                options.validateAuthority() && options.instanceDiscovery(),
                options.instances(),
                options.resilience().staleIfError(),
                options.time());
        resolver = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  ClaimsParameter claims() {
    return new ClaimsParameter(options.clientCapabilities());
  }

  /** {@return what verifies ID tokens; null if that is left to TLS} */
  @Nullable IdTokenSignatures signatures() {
    return options.verifiesIdTokens()
        ? new IdTokenSignatures(crypto().tokenVerifier(), options.time())
        : null;
  }

  PartitionedCache cache() {
    return cache.cache();
  }

  Events events() {
    return events;
  }

  Executor flightPool() {
    return flightPool;
  }

  Executor asyncExecutor() {
    Executor given = options.executor();
    return given == null ? asyncPool : given;
  }

  // The timeout is one of the settings that a supplied transport does not get.
  Duration timeout() {
    return options.transport() == null
        ? options.httpSettings().timeout()
        : HttpSettings.defaults().timeout();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      flightPool.close();
      asyncPool.close();
      if (unwatchCache != null) {
        unwatchCache.run();
      }
      events.close();
      closeOwnCache();
      if (opened != null) {
        opened.close();
      }
      if (openedCache != null) {
        openedCache.close();
      }
    }
  }
}

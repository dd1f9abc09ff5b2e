package dev.latchkey.client.internal;

import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What every builder collects. Builders check and document; this only remembers. */
public final class ClientOptions implements Cloneable {

  private Authority authority = Authority.parse("https://login.microsoftonline.com/common");
  private boolean validateAuthority = true;
  private boolean instanceDiscovery = true;
  private @Nullable HttpTransport transport;
  private HttpSettings httpSettings = HttpSettings.defaults();
  private @Nullable String httpProvider;
  private @Nullable ClientAuthentication clientAuthentication;
  private @Nullable Crypto crypto;
  private @Nullable String cryptoProvider;
  private @Nullable RetryPolicy retry;
  private @Nullable ResiliencePolicy resilience;
  private @Nullable HttpResponseStore httpCache;
  private @Nullable String httpCacheProvider;
  private Map<String, String> httpCacheSettings = Map.of();
  private TimeSource time = TimeSource.system();
  private RandomSource random = RandomSource.system();
  private @Nullable String appName;
  private @Nullable String appVersion;
  private @Nullable EventSink eventSink;
  private boolean logPersonalData;
  private @Nullable Executor executor;
  private @Nullable BrowserSupport browser;
  private @Nullable String browserProvider;
  private @Nullable String browserProgram;
  private ReservedScopes reservedScopes = ReservedScopes.all();
  private boolean extendedLifetime;
  private Instances instances = Instances.builtIn();
  private @Nullable Region region;
  private boolean multiCloud;
  private @Nullable CacheParts tokenCache;
  private @Nullable StoreChoice tokenCacheStore;
  private EnvironmentReader environment = EnvironmentReader.system();
  private List<String> clientCapabilities = List.of();
  private @Nullable IdTokenTimePolicy idTokenTimePolicy;
  private boolean verifiesIdTokens;
  private boolean revokesOnRemoval;
  private final BrokerChoice broker = new BrokerChoice();
  private boolean allowsBroker;
  private ClassLoader classLoader =
      Objects.requireNonNullElse(
          Thread.currentThread().getContextClassLoader(), ClientOptions.class.getClassLoader());

  /** Begins with what holds where nothing is said. */
  public ClientOptions() {}

  /**
   * Copies all options, for a client that differs in some.
   *
   * @return options that change by themselves
   */
  public ClientOptions copy() {
    try {
      return (ClientOptions) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("options are cloneable", e);
    }
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void authority(Authority value) {
    this.authority = Objects.requireNonNull(value, "authority");
  }

  /** {@return the value of the option} */
  public Authority authority() {
    return authority;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void validateAuthority(boolean value) {
    this.validateAuthority = value;
  }

  /** {@return the value of the option} */
  public boolean validateAuthority() {
    return validateAuthority;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void instanceDiscovery(boolean value) {
    this.instanceDiscovery = value;
  }

  /** {@return the value of the option} */
  public boolean instanceDiscovery() {
    return instanceDiscovery;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void transport(@Nullable HttpTransport value) {
    this.transport = value;
  }

  /** {@return the value of the option} */
  public @Nullable HttpTransport transport() {
    return transport;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void httpSettings(HttpSettings value) {
    this.httpSettings = Objects.requireNonNull(value, "httpSettings");
  }

  /** {@return the value of the option} */
  public HttpSettings httpSettings() {
    return httpSettings;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void httpProvider(@Nullable String value) {
    this.httpProvider = value;
  }

  /** {@return the value of the option} */
  public @Nullable String httpProvider() {
    return httpProvider;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void retry(@Nullable RetryPolicy value) {
    this.retry = value;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void resilience(ResiliencePolicy value) {
    this.resilience = Objects.requireNonNull(value, "resilience policy");
  }

  /** {@return the policies; bare for a transport of the application's that says nothing} */
  public ResiliencePolicy resilience() {
    ResiliencePolicy unsaid =
        transport == null ? ResiliencePolicy.standard() : ResiliencePolicy.bare();
    ResiliencePolicy all = resilience == null ? unsaid : resilience;
    return retry == null ? all : all.retry(retry);
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void httpCache(HttpResponseStore value) {
    this.httpCache = Objects.requireNonNull(value, "http cache");
  }

  /** {@return the value of the option} */
  public @Nullable HttpResponseStore httpCache() {
    return httpCache;
  }

  /**
   * Remembers an option.
   *
   * @param provider who opens the store
   * @param settings its settings
   */
  public void httpCache(String provider, Map<String, String> settings) {
    this.httpCacheProvider = Objects.requireNonNull(provider, "http cache provider");
    this.httpCacheSettings = Map.copyOf(settings);
  }

  /** {@return the value of the option} */
  public @Nullable String httpCacheProvider() {
    return httpCacheProvider;
  }

  /** {@return the settings of the store} */
  public Map<String, String> httpCacheSettings() {
    return httpCacheSettings;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void time(TimeSource value) {
    this.time = Objects.requireNonNull(value, "time");
  }

  /** {@return the value of the option} */
  public TimeSource time() {
    return time;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void random(RandomSource value) {
    this.random = Objects.requireNonNull(value, "random");
  }

  /** {@return the value of the option} */
  public RandomSource random() {
    return random;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void appName(@Nullable String value) {
    this.appName = value;
  }

  /** {@return the value of the option} */
  public @Nullable String appName() {
    return appName;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void appVersion(@Nullable String value) {
    this.appVersion = value;
  }

  /** {@return the value of the option} */
  public @Nullable String appVersion() {
    return appVersion;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void eventSink(@Nullable EventSink value) {
    this.eventSink = value;
  }

  /** {@return the value of the option} */
  public @Nullable EventSink eventSink() {
    return eventSink;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void logPersonalData(boolean value) {
    this.logPersonalData = value;
  }

  /** {@return the value of the option} */
  public boolean logPersonalData() {
    return logPersonalData;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void executor(@Nullable Executor value) {
    this.executor = value;
  }

  /** {@return the value of the option} */
  public @Nullable Executor executor() {
    return executor;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void classLoader(ClassLoader value) {
    this.classLoader = Objects.requireNonNull(value, "classLoader");
  }

  /** {@return the value of the option} */
  public ClassLoader classLoader() {
    return classLoader;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void clientAuthentication(@Nullable ClientAuthentication value) {
    this.clientAuthentication = value;
  }

  /** {@return the value of the option} */
  public @Nullable ClientAuthentication clientAuthentication() {
    return clientAuthentication;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void crypto(@Nullable Crypto value) {
    this.crypto = value;
  }

  /** {@return the value of the option} */
  public @Nullable Crypto crypto() {
    return crypto;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void cryptoProvider(@Nullable String value) {
    this.cryptoProvider = value;
  }

  /** {@return the value of the option} */
  public @Nullable String cryptoProvider() {
    return cryptoProvider;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void browser(@Nullable BrowserSupport value) {
    this.browser = value;
  }

  /** {@return the value of the option} */
  public @Nullable BrowserSupport browser() {
    return browser;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void browserProvider(@Nullable String value) {
    this.browserProvider = value;
  }

  /** {@return the value of the option} */
  public @Nullable String browserProvider() {
    return browserProvider;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void browserProgram(@Nullable String value) {
    this.browserProgram = value;
  }

  /** {@return the value of the option} */
  public @Nullable String browserProgram() {
    return browserProgram;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void reservedScopes(ReservedScopes value) {
    this.reservedScopes = Objects.requireNonNull(value, "reserved scopes");
  }

  /** {@return the value of the option} */
  public ReservedScopes reservedScopes() {
    return reservedScopes;
  }

  /**
   * Remembers an option, and forgets the store.
   *
   * @param value the value
   */
  public void tokenCache(CacheParts value) {
    this.tokenCache = Objects.requireNonNull(value, "token cache");
    this.tokenCacheStore = null;
  }

  /** {@return the value of the option} */
  public @Nullable CacheParts tokenCache() {
    return tokenCache;
  }

  /**
   * Remembers an option, and forgets the cache.
   *
   * @param value the value
   */
  public void tokenCacheStore(StoreChoice value) {
    this.tokenCacheStore = Objects.requireNonNull(value, "token cache store");
    this.tokenCache = null;
  }

  /** {@return the value of the option} */
  public @Nullable StoreChoice tokenCacheStore() {
    return tokenCacheStore;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void extendedLifetime(boolean value) {
    this.extendedLifetime = value;
  }

  /** {@return the value of the option} */
  public boolean extendedLifetime() {
    return extendedLifetime;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void instances(Instances value) {
    this.instances = Objects.requireNonNull(value, "instances");
  }

  /** {@return the value of the option} */
  public Instances instances() {
    return instances;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void clientCapabilities(List<String> value) {
    this.clientCapabilities = List.copyOf(value);
  }

  /** {@return the value of the option} */
  public List<String> clientCapabilities() {
    return clientCapabilities;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void region(@Nullable Region value) {
    this.region = value;
  }

  /** {@return the value of the option} */
  public @Nullable Region region() {
    return region;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void idTokenTimePolicy(@Nullable IdTokenTimePolicy value) {
    this.idTokenTimePolicy = value;
  }

  /** {@return the value of the option} */
  public @Nullable IdTokenTimePolicy idTokenTimePolicy() {
    return idTokenTimePolicy;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void multiCloud(boolean value) {
    this.multiCloud = value;
  }

  /** {@return the value of the option} */
  public boolean multiCloud() {
    return multiCloud;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void verifiesIdTokens(boolean value) {
    this.verifiesIdTokens = value;
  }

  /** {@return the value of the option} */
  public boolean verifiesIdTokens() {
    return verifiesIdTokens;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void revokesOnRemoval(boolean value) {
    this.revokesOnRemoval = value;
  }

  /** {@return the value of the option} */
  public boolean revokesOnRemoval() {
    return revokesOnRemoval;
  }

  /**
   * Remembers an option.
   *
   * @param values the platforms, in place of those before
   */
  public void brokerOn(List<BrokerPlatform> values) {
    broker.optIn(List.copyOf(values));
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void allowsBroker(boolean value) {
    this.allowsBroker = value;
    broker.optIn(BrokerPlatform.WINDOWS, value);
  }

  /** {@return the value of the option} */
  public boolean allowsBroker() {
    return allowsBroker;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void broker(Broker value) {
    broker.use(Objects.requireNonNull(value, "broker"));
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void brokerProvider(String value) {
    broker.choose(Objects.requireNonNull(value, "broker provider"));
  }

  BrokerChoice broker() {
    return broker;
  }

  /**
   * Remembers an option.
   *
   * @param value the value
   */
  public void environment(EnvironmentReader value) {
    this.environment = Objects.requireNonNull(value, "environment");
  }

  /** {@return the value of the option} */
  public EnvironmentReader environment() {
    return environment;
  }
}

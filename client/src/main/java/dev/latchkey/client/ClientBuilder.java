package dev.latchkey.client;

import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The options that clients of every kind have. Not safe for concurrent use; builds any number of
 * clients.
 *
 * @param <B> the builder itself
 * @since 0.1
 */
public sealed interface ClientBuilder<B extends ClientBuilder<B>>
    permits ConfidentialClient.Builder, PublicClient.Builder {

  /**
   * Chooses the authority.
   *
   * @param value who issues the tokens; {@code https://login.microsoftonline.com/common} by
   *     default, which has no tenant of its own: name yours
   * @return this builder
   */
  default B authority(Authority value) {
    return with(options -> options.authority(value));
  }

  /**
   * Switches the check of hosts that are not built in on or off, as {@link #instanceDiscovery}
   * does.
   *
   * @param value true by default; false accepts any host as it is
   * @return this builder
   */
  default B validateAuthority(boolean value) {
    return with(options -> options.validateAuthority(value));
  }

  /**
   * Switches instance discovery on or off: asking Entra about hosts that are not built in.
   *
   * @param value true by default; false for private clouds whose hosts you trust
   * @return this builder
   */
  default B instanceDiscovery(boolean value) {
    return with(options -> options.instanceDiscovery(value));
  }

  /**
   * Sends with a transport of the application's own, used bare.
   *
   * @param value the transport; it stays the application's to close. Settings, provider name and
   *     the standard retry policy have no effect on it
   * @return this builder
   */
  default B http(HttpTransport value) {
    return with(options -> options.transport(Objects.requireNonNull(value, "http transport")));
  }

  /**
   * Sets how the transport that the client opens connects: time limits, trust, proxy.
   *
   * @param value how to connect
   * @return this builder
   */
  default B http(HttpSettings value) {
    return with(options -> options.httpSettings(value));
  }

  /**
   * Chooses among several HTTP adapters on the path.
   *
   * @param value the name of an adapter, such as {@code apache} or {@code jdk}
   * @return this builder
   */
  default B httpProvider(String value) {
    return with(options -> options.httpProvider(Objects.requireNonNull(value, "http provider")));
  }

  /**
   * Opens keys and signs with an adapter of the application's own.
   *
   * @param value the adapter
   * @return this builder
   */
  default B crypto(Crypto value) {
    return with(options -> options.crypto(Objects.requireNonNull(value, "crypto")));
  }

  /**
   * Chooses among several crypto adapters on the path.
   *
   * @param value the name of an adapter, such as {@code jose}
   * @return this builder
   */
  default B cryptoProvider(String value) {
    return with(
        options -> options.cryptoProvider(Objects.requireNonNull(value, "crypto provider")));
  }

  /**
   * Signs people in at this machine with an adapter of the application's own.
   *
   * @param value opens the browser, and listens for its return
   * @return this builder
   */
  default B browser(BrowserSupport value) {
    return with(options -> options.browser(Objects.requireNonNull(value, "browser")));
  }

  /**
   * Chooses among several browser adapters on the path.
   *
   * @param value the name of an adapter, such as {@code system}
   * @return this builder
   */
  default B browserProvider(String value) {
    return with(
        options -> options.browserProvider(Objects.requireNonNull(value, "browser provider")));
  }

  /**
   * Opens another program than the system's own browser.
   *
   * @param value its name or path; it is given the address as its only argument
   * @return this builder
   * @throws IllegalArgumentException if it is blank
   */
  default B browserProgram(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("browser program is empty; leave the option out instead");
    }
    return with(options -> options.browserProgram(value));
  }

  /**
   * Sets when requests are repeated, whomever they are for, and for a supplied transport too.
   *
   * @param value the policy; holds over that of {@link #resilience}
   * @return this builder
   */
  default B retry(RetryPolicy value) {
    return with(options -> options.retry(Objects.requireNonNull(value, "retry policy")));
  }

  /**
   * Sets what is done about failing networks and services, for a supplied transport too.
   *
   * @param value the policies; {@link ResiliencePolicy#standard()} by default, for a supplied
   *     transport {@link ResiliencePolicy#bare()}
   * @return this builder
   */
  default B resilience(ResiliencePolicy value) {
    return with(options -> options.resilience(value));
  }

  /**
   * Keeps HTTP answers that are no tokens where the application says: metadata, and refusals that
   * are respected for a while. By default they are kept in memory.
   *
   * @param value keeps them, {@link HttpResponseStore#over a map} for one; stays the application's
   *     to close
   * @return this builder
   */
  default B httpCache(HttpResponseStore value) {
    return with(options -> options.httpCache(value));
  }

  /**
   * Keeps HTTP answers that are no tokens with an adapter on the path. The client closes it.
   *
   * @param provider the name of an adapter, such as {@code file}
   * @param settings its settings; for {@code file} the {@code path}
   * @return this builder
   */
  default B httpCache(String provider, Map<String, String> settings) {
    return with(options -> options.httpCache(provider, settings));
  }

  /**
   * Takes the wall clock from elsewhere. Deadlines and the pauses between refreshes stay with the
   * machine's monotonic clock; {@link #timeSource} takes over both.
   *
   * @param value the wall clock
   * @return this builder
   */
  default B clock(Clock value) {
    return with(options -> options.time(TimeSource.of(value)));
  }

  /**
   * Takes all time from elsewhere, for tests.
   *
   * @param value wall clock, monotonic clock and sleep
   * @return this builder
   */
  default B timeSource(TimeSource value) {
    return with(options -> options.time(value));
  }

  /**
   * Takes randomness from elsewhere, for tests.
   *
   * @param value randomness fit for secrets
   * @return this builder
   */
  default B randomSource(RandomSource value) {
    return with(options -> options.random(value));
  }

  /**
   * Tells the service the application's name, in the header x-app-name (Entra). Nothing is sent by
   * default.
   *
   * @param value the name; visible ASCII
   * @return this builder
   * @throws IllegalArgumentException if it is empty or has control characters
   */
  default B appName(String value) {
    return with(options -> options.appName(HeaderText.checked("app name", value)));
  }

  /**
   * Tells the service the application's version, in the header x-app-ver (Entra). Nothing is sent
   * by default.
   *
   * @param value the version; visible ASCII
   * @return this builder
   * @throws IllegalArgumentException if it is empty or has control characters
   */
  default B appVersion(String value) {
    return with(options -> options.appVersion(HeaderText.checked("app version", value)));
  }

  /**
   * Tells an observer of each acquisition.
   *
   * @param value the observer
   * @return this builder
   */
  default B eventSink(EventSink value) {
    return with(options -> options.eventSink(Objects.requireNonNull(value, "event sink")));
  }

  /**
   * Runs {@code async} elsewhere than on the client's own threads.
   *
   * @param value runs asynchronous calls; stays the application's to close
   * @return this builder
   */
  default B executor(Executor value) {
    return with(options -> options.executor(Objects.requireNonNull(value, "executor")));
  }

  /**
   * Looks for adapters with a class loader of the application's choice.
   *
   * @param value finds adapters; by default the context class loader of the thread that makes the
   *     builder
   * @return this builder
   */
  default B classLoader(ClassLoader value) {
    return with(options -> options.classLoader(value));
  }

  /**
   * Leaves scopes out of every request for a person's token. By default openid, profile and
   * offline_access are added to those that the application asks for.
   *
   * @param scopes the scopes; offline_access, for one, to get no refresh tokens
   * @return this builder
   * @throws IllegalArgumentException if openid is among them, without which nobody signs in
   */
  default B excludeScopes(Collection<String> scopes) {
    ReservedScopes rest = ReservedScopes.all().without(scopes);
    return with(options -> options.reservedScopes(rest));
  }

  /**
   * Serves people's tokens past their end while the authority has an outage, as long as it said
   * that resources accept them then (Entra: {@code ext_expires_in}).
   *
   * @param value false by default; true to serve them
   * @return this builder
   */
  default B extendedLifetime(boolean value) {
    return with(options -> options.extendedLifetime(value));
  }

  // Each builder is its own B: nobody outside this package writes another.
  @SuppressWarnings("unchecked")
  private B with(Consumer<ClientOptions> change) {
    change.accept(BuilderOptions.of(this));
    return (B) this;
  }
}

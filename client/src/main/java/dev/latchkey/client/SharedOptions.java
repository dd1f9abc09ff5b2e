package dev.latchkey.client;

import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.client.internal.StoreChoice;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The options that clients of every kind have, whether they ask an authority or the host that they
 * run on. Not safe for concurrent use; builds any number of clients.
 *
 * @param <B> the builder itself
 * @since 0.1
 */
public sealed interface SharedOptions<B extends SharedOptions<B>>
    permits ClientBuilder, ManagedIdentityClient.Builder, CredentialChain.Builder {

  /**
   * Sends with a transport of the application's own, used bare.
   *
   * @param value the transport; it stays the application's to close. Settings, provider name and
   *     the standard retry policy have no effect on it
   * @return this builder
   */
  default B http(HttpTransport value) {
    BuilderOptions.of(this).transport(Objects.requireNonNull(value, "http transport"));
    return self();
  }

  /**
   * Sets how the transport that the client opens connects: time limits, trust, proxy.
   *
   * @param value how to connect
   * @return this builder
   */
  default B http(HttpSettings value) {
    BuilderOptions.of(this).httpSettings(value);
    return self();
  }

  /**
   * Chooses among several HTTP adapters on the path.
   *
   * @param value the name of an adapter, such as {@code apache} or {@code jdk}
   * @return this builder
   */
  default B httpProvider(String value) {
    BuilderOptions.of(this).httpProvider(Objects.requireNonNull(value, "http provider"));
    return self();
  }

  /**
   * Sets when requests are repeated, for a supplied transport too.
   *
   * @param value the policy
   * @return this builder
   */
  default B retry(RetryPolicy value) {
    BuilderOptions.of(this).retry(Objects.requireNonNull(value, "retry policy"));
    return self();
  }

  /**
   * Sets what is done about failing networks and services, for a supplied transport too.
   *
   * @param value the policies; {@link ResiliencePolicy#standard()} by default, for a supplied
   *     transport {@link ResiliencePolicy#bare()}
   * @return this builder
   */
  default B resilience(ResiliencePolicy value) {
    BuilderOptions.of(this).resilience(value);
    return self();
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
    BuilderOptions.of(this).httpCache(value);
    return self();
  }

  /**
   * Keeps HTTP answers that are no tokens with an adapter on the path. The client closes it.
   *
   * @param provider the name of an adapter, such as {@code file}
   * @param settings its settings; for {@code file} the {@code path}
   * @return this builder
   */
  default B httpCache(String provider, Map<String, String> settings) {
    BuilderOptions.of(this).httpCache(provider, settings);
    return self();
  }

  /**
   * Keeps tokens in a cache that other clients share. By default each client has its own, in
   * memory. Takes the place of a store that was chosen before.
   *
   * @param value the cache; it stays the application's to close
   * @return this builder
   */
  default B tokenCache(TokenCache value) {
    BuilderOptions.of(this).tokenCache(value.parts());
    return self();
  }

  /**
   * Keeps tokens in a store, with memory in front of it. A store that fails costs no acquisition:
   * see {@link dev.latchkey.domain.token.TokenResult#stored()}. Takes the place of a cache that was
   * chosen before.
   *
   * @param value the store; it stays the application's to close, after the client
   * @param protection whether and how tokens are encrypted
   * @return this builder
   */
  default B tokenCacheStore(TokenCacheStore value, CacheProtection protection) {
    BuilderOptions.of(this).tokenCacheStore(StoreChoice.given(value, protection.choice()));
    return self();
  }

  /**
   * Keeps tokens in a store that is found on the path, with memory in front of it. The client opens
   * and closes it.
   *
   * @param provider the name of an adapter, such as {@code file} or {@code hazelcast}
   * @param settings the store's own settings, by name
   * @param protection whether and how tokens are encrypted
   * @return this builder; whether there is such an adapter is found out by {@code build()}
   */
  default B tokenCacheStore(
      String provider, Map<String, String> settings, CacheProtection protection) {
    BuilderOptions.of(this)
        .tokenCacheStore(StoreChoice.found(provider, settings, protection.choice()));
    return self();
  }

  /**
   * Takes the wall clock from elsewhere. Deadlines and the pauses between refreshes stay with the
   * machine's monotonic clock; {@link #timeSource} takes over both.
   *
   * @param value the wall clock
   * @return this builder
   */
  default B clock(Clock value) {
    BuilderOptions.of(this).time(TimeSource.of(value));
    return self();
  }

  /**
   * Takes all time from elsewhere, for tests.
   *
   * @param value wall clock, monotonic clock and sleep
   * @return this builder
   */
  default B timeSource(TimeSource value) {
    BuilderOptions.of(this).time(value);
    return self();
  }

  /**
   * Takes randomness from elsewhere, for tests.
   *
   * @param value randomness fit for secrets
   * @return this builder
   */
  default B randomSource(RandomSource value) {
    BuilderOptions.of(this).random(value);
    return self();
  }

  /**
   * Reads the environment of the process from elsewhere, for tests.
   *
   * @param value variables and properties
   * @return this builder
   */
  default B environment(EnvironmentReader value) {
    BuilderOptions.of(this).environment(value);
    return self();
  }

  /**
   * Tells an observer of each acquisition, on a thread of the client's: however slow it is, no
   * acquisition waits for it.
   *
   * @param value the observer; one that is slower than its events loses some
   * @return this builder
   */
  default B eventSink(EventSink value) {
    BuilderOptions.of(this).eventSink(Objects.requireNonNull(value, "event sink"));
    return self();
  }

  /**
   * Allows names of people in the log, such as the sign-in name in the address of a realm look-up
   * or in what a service says when it refuses. Secrets and tokens are not logged either way. The
   * other libraries of the family call this {@code enable_pii_log}.
   *
   * @param value false by default; true while a fault is looked for
   * @return this builder
   */
  default B logPersonalData(boolean value) {
    BuilderOptions.of(this).logPersonalData(value);
    return self();
  }

  /**
   * Runs {@code async} elsewhere than on the client's own threads.
   *
   * @param value runs asynchronous calls; stays the application's to close
   * @return this builder
   */
  default B executor(Executor value) {
    BuilderOptions.of(this).executor(Objects.requireNonNull(value, "executor"));
    return self();
  }

  /**
   * Looks for adapters with a class loader of the application's choice.
   *
   * @param value finds adapters; by default the context class loader of the thread that makes the
   *     builder
   * @return this builder
   */
  default B classLoader(ClassLoader value) {
    BuilderOptions.of(this).classLoader(value);
    return self();
  }

  // Each builder is its own B: nobody outside this package writes another.
  @SuppressWarnings("unchecked")
  private B self() {
    return (B) this;
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.ConfidentialParts;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.identity.CredentialSource;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A client that can keep a credential: a web application, a web API, a daemon. Build one for the
 * life of the application, for all its tenants, and close it at the end. Safe for concurrent use.
 *
 * <p>Every operation may throw {@link dev.latchkey.domain.error.TokenException} and its kin; see
 * there for how to tell them apart.
 *
 * @since 0.1
 */
public final class ConfidentialClient implements AutoCloseable {

  private final ConfidentialParts parts;
  private final Cancellation cancellation;

  private ConfidentialClient(ConfidentialParts parts, Cancellation cancellation) {
    this.parts = parts;
    this.cancellation = cancellation;
  }

  /**
   * Starts a client.
   *
   * @param clientId the id from the app registration
   * @param credential what the client proves itself with
   * @return a builder
   * @throws IllegalArgumentException if the id is empty or has blanks or control characters
   */
  public static Builder builder(String clientId, ClientCredential credential) {
    Objects.requireNonNull(credential, "credential");
    ClientId id = new ClientId(clientId);
    return new Builder(options -> ConfidentialParts.of(id, credential, options));
  }

  /**
   * Starts a client whose credential changes during its life, such as a secret from a vault.
   *
   * @param clientId the id from the app registration
   * @param credentials asked anew for each token request
   * @return a builder
   * @throws IllegalArgumentException if the id is empty or has blanks or control characters
   */
  public static Builder builder(String clientId, CredentialSource credentials) {
    Objects.requireNonNull(credentials, "credentials");
    ClientId id = new ClientId(clientId);
    return new Builder(options -> ConfidentialParts.of(id, credentials, options));
  }

  /**
   * Starts a client whose tokens come from the application itself; the client caches, shares and
   * refreshes them.
   *
   * @param clientId the id that the tokens are kept under
   * @param provider the application's own source of tokens
   * @return a builder
   * @throws IllegalArgumentException if the id is empty or has blanks or control characters
   */
  public static Builder builder(String clientId, AppTokenProvider provider) {
    Objects.requireNonNull(provider, "app token provider");
    ClientId id = new ClientId(clientId);
    return new Builder(options -> ConfidentialParts.of(id, provider, options));
  }

  /**
   * Gets a token for the application itself (RFC 6749, section 4.4): from the cache, else from the
   * authority. A token that is due for refresh is served, and refreshed in the background.
   *
   * @param request what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws ConfigurationException if there is no such authority
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted
   * @throws IllegalStateException if the client was closed and the cache has no token
   */
  public TokenResult acquireForClient(ClientRequest request) {
    return parts.clientCredentials().acquire(request, cancellation);
  }

  /**
   * Gets a token for the application itself, as {@link #acquireForClient(ClientRequest)} does.
   *
   * @param request what is asked for
   * @param giveUp ends the wait; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult acquireForClient(ClientRequest request, Cancellation giveUp) {
    if (cancellation == Cancellation.none()) {
      return parts.clientCredentials().acquire(request, giveUp);
    }
    // Within async(): whichever is cancelled first.
    Cancellation either = Cancellation.create();
    Cancellation.Registration ours = cancellation.onCancel(either::cancel);
    Cancellation.Registration theirs = giveUp.onCancel(either::cancel);
    try {
      return parts.clientCredentials().acquire(request, either);
    } finally {
      ours.close();
      theirs.close();
    }
  }

  /**
   * Forgets every token that this client got for itself, in all tenants. The next call asks the
   * authority. Tokens of people and of other clients stay.
   *
   * @return how many tokens were forgotten
   */
  public int removeTokensForClient() {
    return parts.removeAppTokens().remove();
  }

  /**
   * Calls without blocking the caller: {@code client.async(c -> c.acquireForClient(request))}. What
   * the cache has completes at once, on this thread. Cancelling the future cancels the call.
   *
   * @param <T> what the call returns
   * @param call does nothing but call the client it is given: it is run a second time if the cache
   *     does not have the answer
   * @return completes with the answer, or with the exception that the call threw
   */
  public <T> CompletableFuture<T> async(Function<ConfidentialClient, T> call) {
    Objects.requireNonNull(call, "call");
    Cancellation spent = Cancellation.create();
    spent.cancel();
    try {
      // With a spent cancellation only the cache can answer.
      return CompletableFuture.completedFuture(call.apply(new ConfidentialClient(parts, spent)));
    } catch (CancelledException e) {
      return sent(call);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> CompletableFuture<T> sent(Function<ConfidentialClient, T> call) {
    Cancellation giveUp = Cancellation.create();
    CancellableFuture<T> future = new CancellableFuture<>(giveUp);
    parts
        .asyncExecutor()
        .execute(
            () -> {
              try {
                future.complete(call.apply(new ConfidentialClient(parts, giveUp)));
              } catch (Throwable t) {
                future.completeExceptionally(t);
              }
            });
    return future;
  }

  /** Ends what is under way and closes what the client opened. Closing twice does nothing. */
  @Override
  public void close() {
    parts.close();
  }

  /**
   * Collects the options of a client. Not safe for concurrent use; builds any number of clients.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Function<ClientOptions, ConfidentialParts> wiring;
    private final ClientOptions options = new ClientOptions();

    private Builder(Function<ClientOptions, ConfidentialParts> wiring) {
      this.wiring = wiring;
    }

    /**
     * Chooses the authority.
     *
     * @param value who issues the tokens; {@code https://login.microsoftonline.com/common} by
     *     default, which has no tenant of its own: name yours
     * @return this builder
     */
    public Builder authority(Authority value) {
      options.authority(value);
      return this;
    }

    /**
     * Switches the check of hosts that are not built in on or off, as {@link #instanceDiscovery}
     * does.
     *
     * @param value true by default; false accepts any host as it is
     * @return this builder
     */
    public Builder validateAuthority(boolean value) {
      options.validateAuthority(value);
      return this;
    }

    /**
     * Switches instance discovery on or off: asking Entra about hosts that are not built in.
     *
     * @param value true by default; false for private clouds whose hosts you trust
     * @return this builder
     */
    public Builder instanceDiscovery(boolean value) {
      options.instanceDiscovery(value);
      return this;
    }

    /**
     * Sends with a transport of the application's own, used bare.
     *
     * @param value the transport; it stays the application's to close. Settings, provider name and
     *     the standard retry policy have no effect on it
     * @return this builder
     */
    public Builder http(HttpTransport value) {
      options.transport(Objects.requireNonNull(value, "http transport"));
      return this;
    }

    /**
     * Sets how the transport that the client opens connects: time limits, trust, proxy.
     *
     * @param value how to connect
     * @return this builder
     */
    public Builder http(HttpSettings value) {
      options.httpSettings(value);
      return this;
    }

    /**
     * Chooses among several HTTP adapters on the path.
     *
     * @param value the name of an adapter, such as {@code apache} or {@code jdk}
     * @return this builder
     */
    public Builder httpProvider(String value) {
      options.httpProvider(Objects.requireNonNull(value, "http provider"));
      return this;
    }

    /**
     * Says how the client proves its identity, where the authority's metadata is wrong or leaves a
     * choice. By default it is chosen by what the metadata lists.
     *
     * @param value how; it has to fit the credential
     * @return this builder
     */
    public Builder clientAuthentication(ClientAuthentication value) {
      options.clientAuthentication(Objects.requireNonNull(value, "client authentication"));
      return this;
    }

    /**
     * Opens keys and signs with an adapter of the application's own.
     *
     * @param value the adapter
     * @return this builder
     */
    public Builder crypto(Crypto value) {
      options.crypto(Objects.requireNonNull(value, "crypto"));
      return this;
    }

    /**
     * Chooses among several crypto adapters on the path.
     *
     * @param value the name of an adapter, such as {@code jose}
     * @return this builder
     */
    public Builder cryptoProvider(String value) {
      options.cryptoProvider(Objects.requireNonNull(value, "crypto provider"));
      return this;
    }

    /**
     * Sets when requests are repeated, for a supplied transport too.
     *
     * @param value the policy
     * @return this builder
     */
    public Builder retry(RetryPolicy value) {
      options.retry(Objects.requireNonNull(value, "retry policy"));
      return this;
    }

    /**
     * Takes the wall clock from elsewhere. Deadlines and the pauses between refreshes stay with the
     * machine's monotonic clock; {@link #timeSource} takes over both.
     *
     * @param value the wall clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      options.time(TimeSource.of(value));
      return this;
    }

    /**
     * Takes all time from elsewhere, for tests.
     *
     * @param value wall clock, monotonic clock and sleep
     * @return this builder
     */
    public Builder timeSource(TimeSource value) {
      options.time(value);
      return this;
    }

    /**
     * Takes randomness from elsewhere, for tests.
     *
     * @param value randomness fit for secrets
     * @return this builder
     */
    public Builder randomSource(RandomSource value) {
      options.random(value);
      return this;
    }

    /**
     * Tells the service the application's name, in the header x-app-name (Entra). Nothing is sent
     * by default.
     *
     * @param value the name; visible ASCII
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has control characters
     */
    public Builder appName(String value) {
      options.appName(text("app name", value));
      return this;
    }

    /**
     * Tells the service the application's version, in the header x-app-ver (Entra). Nothing is sent
     * by default.
     *
     * @param value the version; visible ASCII
     * @return this builder
     * @throws IllegalArgumentException if it is empty or has control characters
     */
    public Builder appVersion(String value) {
      options.appVersion(text("app version", value));
      return this;
    }

    /**
     * Tells an observer of each acquisition.
     *
     * @param value the observer
     * @return this builder
     */
    public Builder eventSink(EventSink value) {
      options.eventSink(Objects.requireNonNull(value, "event sink"));
      return this;
    }

    /**
     * Runs {@link ConfidentialClient#async} elsewhere than on the client's own threads.
     *
     * @param value runs asynchronous calls; stays the application's to close
     * @return this builder
     */
    public Builder executor(Executor value) {
      options.executor(Objects.requireNonNull(value, "executor"));
      return this;
    }

    /**
     * Looks for adapters with a class loader of the application's choice.
     *
     * @param value finds adapters; by default the context class loader of the thread that makes the
     *     builder
     * @return this builder
     */
    public Builder classLoader(ClassLoader value) {
      options.classLoader(value);
      return this;
    }

    /**
     * Builds the client and opens its certificate, if that is its credential. Nothing is sent
     * before its first call.
     *
     * @return the client
     * @throws ConfigurationException if no HTTP adapter is on the path, or several and none was
     *     named, or a setting cannot be honoured, or a file of the credential cannot be read, or
     *     the authority does not accept such a credential
     * @throws dev.latchkey.domain.error.CryptoException if the key cannot be opened or is not fit
     *     to sign with
     */
    public ConfidentialClient build() {
      return new ConfidentialClient(wiring.apply(options), Cancellation.none());
    }

    private static String text(String what, String value) {
      if (Objects.requireNonNull(value, what).isBlank()) {
        throw new IllegalArgumentException(what + " is empty; leave the option out instead");
      }
      if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
        throw new IllegalArgumentException(what + " has characters that no header may have");
      }
      return value;
    }
  }
}

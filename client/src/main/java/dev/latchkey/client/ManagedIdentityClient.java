package dev.latchkey.client;

import dev.latchkey.application.request.HostSource;
import dev.latchkey.application.request.ManagedIdentityConfig;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.HostOptions;
import dev.latchkey.client.internal.ManagedIdentityParts;
import dev.latchkey.domain.credential.AssertionSource;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.time.Cancellation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A client without a secret: it gets tokens of the identity that Azure gives to the host that the
 * code runs on: virtual machines and scale sets, App Service, Functions, Container Apps,
 * Automation, Machine Learning, Service Fabric, machines with Azure Arc. Build one for the life of
 * the application and close it at the end. Safe for concurrent use.
 *
 * <p>Every operation may throw {@link dev.latchkey.domain.error.TokenException} and its kin; see
 * there for how to tell them apart.
 *
 * @since 0.1
 */
public final class ManagedIdentityClient implements AutoCloseable {

  private final ManagedIdentityParts parts;
  private final Cancellation cancellation;

  private ManagedIdentityClient(ManagedIdentityParts parts, Cancellation cancellation) {
    this.parts = parts;
    this.cancellation = cancellation;
  }

  /**
   * Starts a client.
   *
   * @param identity which of the host's identities: the system-assigned one, or a user-assigned one
   *     by client id, resource id or object id
   * @return a builder
   */
  public static Builder builder(ManagedIdentityId identity) {
    return new Builder(identity);
  }

  /**
   * Starts a client for the identity that configuration names.
   *
   * @param config read from JSON text, a map or an environment variable
   * @return a builder
   */
  public static Builder builder(ManagedIdentityConfig config) {
    return new Builder(config.identity());
  }

  /**
   * Gets a token of the host's identity: from the cache, else from the host. A token that lives for
   * two hours or longer is due for refresh at half its life: it is served, and refreshed in the
   * background.
   *
   * @param request what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if this is no such host
   * @throws dev.latchkey.domain.error.ServiceException if the host refused or failed, or gave a
   *     token of another identity
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws ConfigurationException if what the environment says of the host cannot be right, or
   *     leads away from it
   * @throws IllegalArgumentException if the host cannot choose that identity
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted
   * @throws IllegalStateException if the client was closed and the cache has no token
   */
  public TokenResult acquireForResource(ResourceRequest request) {
    return parts.acquireForResource().acquire(request, cancellation);
  }

  /**
   * Gets a token as {@link #acquireForResource(ResourceRequest)} does.
   *
   * @param request what is asked for
   * @param giveUp ends the wait; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult acquireForResource(ResourceRequest request, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.acquireForResource().acquire(request, either));
  }

  /**
   * Lets an application prove itself by the host's identity, which its registration has to trust as
   * a federated credential (Entra): {@code ClientCredential.assertion(host.assertions(…))}. The
   * application then has no secret of its own, and may live in another tenant. The client has to
   * stay open as long as the source is used.
   *
   * @param audience what the registration expects: {@code api://AzureADTokenExchange} in the public
   *     cloud, {@code api://AzureADTokenExchangeUSGov} and {@code api://AzureADTokenExchangeChina}
   *     in theirs
   * @return a source that takes each assertion from this client, and most of them from its cache
   * @throws IllegalArgumentException if the audience is empty or has blanks
   */
  public AssertionSource assertions(String audience) {
    ResourceRequest request = ResourceRequest.of(audience);
    return context ->
        acquireForResource(context.correlationId().map(request::correlationId).orElse(request))
            .accessToken();
  }

  /**
   * Tells which kind of host will be asked, and why. Looks at environment and files anew; nothing
   * is sent.
   *
   * @return the host
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if the host that was named is
   *     not here
   * @throws ConfigurationException if the host that is here may be used by name only
   */
  public HostSource host() {
    return parts.host();
  }

  /**
   * Calls without blocking the caller: {@code client.async(c -> c.acquireForResource(request))}.
   * What the cache has completes at once, on this thread. Cancelling the future cancels the call.
   *
   * @param <T> what the call returns
   * @param call does nothing but call the client it is given: it is run a second time if the cache
   *     does not have the answer
   * @return completes with the answer, or with the exception that the call threw
   */
  public <T> CompletableFuture<T> async(Function<ManagedIdentityClient, T> call) {
    return AsyncCalls.run(
        call, given -> new ManagedIdentityClient(parts, given), parts.asyncExecutor());
  }

  /** Ends what is under way and closes what the client opened. Closing twice does nothing. */
  @Override
  public void close() {
    parts.close();
  }

  /**
   * Collects the options of a managed identity client. Not safe for concurrent use; builds any
   * number of clients.
   *
   * <p>Hosts are near, and are never asked through a proxy. A transport that the client opens gives
   * a connection two seconds to come about, so that the answer off Azure does not take longer; a
   * whole acquisition may take 100 seconds, since a host that is being updated asks for patience of
   * 70. {@link dev.latchkey.spi.http.HttpSettings} with other time limits than their defaults
   * change both. A supplied transport is used as it is, save for Service Fabric, whose certificate
   * it could not check.
   *
   * @since 0.1
   */
  public static final class Builder implements SharedOptions<Builder> {

    private final ClientOptions options = new ClientOptions();
    private HostOptions host;

    private Builder(ManagedIdentityId identity) {
      this.host = HostOptions.of(identity);
    }

    ClientOptions options() {
      return options;
    }

    /**
     * Asks one kind of host and looks for no other.
     *
     * @param value its name: {@code service-fabric}, {@code app-service}, {@code machine-learning},
     *     {@code arc}, {@code imds}, or {@code cloud-shell}, which is used by name only
     * @return this builder
     */
    public Builder host(String value) {
      host = host.named(Objects.requireNonNull(value, "host"));
      return this;
    }

    /**
     * Says what the application can do, for hosts that pass it on: with {@code cp1} it answers
     * claims challenges, and gets tokens that live long and can be revoked.
     *
     * @param value the capabilities
     * @return this builder
     */
    public Builder capabilities(List<String> value) {
      host = host.capable(value);
      return this;
    }

    /**
     * Takes the machine's files from elsewhere, for tests.
     *
     * @param value the files
     * @return this builder
     */
    public Builder files(FileReader value) {
      host = host.with(Objects.requireNonNull(value, "files"));
      return this;
    }

    /**
     * Builds the client. Nothing is sent before its first call.
     *
     * @return the client
     * @throws ConfigurationException if no HTTP adapter or no back end is on the path, or several
     *     HTTP adapters are and none was named, or a setting cannot be honoured
     */
    public ManagedIdentityClient build() {
      return new ManagedIdentityClient(ManagedIdentityParts.of(host, options), Cancellation.none());
    }
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.client.internal.ChainOptions;
import dev.latchkey.client.internal.ChainParts;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.time.Cancellation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several sources of tokens, of which the first that works where the code runs is used: the same
 * code gets tokens on a build machine, in a cluster, in Azure and at a desk. Build one for the life
 * of the application and close it at the end. Safe for concurrent use.
 *
 * <p>The links, in this order:
 *
 * <ol>
 *   <li>{@code environment}: an application with {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_ID}
 *       and {@code AZURE_CLIENT_SECRET} or {@code AZURE_CLIENT_CERTIFICATE_PATH}
 *   <li>{@code workload-identity}: an application with {@code AZURE_FEDERATED_TOKEN_FILE} in place
 *       of a secret
 *   <li>{@code managed-identity}: what {@link ManagedIdentityClient} does
 *   <li>the application's own links
 *   <li>if developer links are allowed: {@code shared-cache}, {@code azure-cli}, {@code sign-in}
 * </ol>
 *
 * <p>Only a link that is not available gives way to the next; one that works here and fails ends
 * the call with its failure. The first that gives a token is remembered and asked alone from then
 * on. Agent identities take no part.
 *
 * @since 0.1
 */
public final class CredentialChain implements AutoCloseable {

  private final ChainParts parts;
  private final Cancellation cancellation;

  private CredentialChain(ChainParts parts, Cancellation cancellation) {
    this.parts = parts;
    this.cancellation = cancellation;
  }

  /**
   * Starts a chain of the usual links.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Gets a token from the link that works here.
   *
   * @param request what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if no link works here; the
   *     message tells of each why
   * @throws dev.latchkey.domain.error.TokenException if the link that works here failed
   * @throws ConfigurationException if variables contradict themselves, or the request names a
   *     tenant that is not allowed
   */
  public TokenResult acquire(ChainRequest request) {
    return parts.acquireByChain().acquire(request, cancellation);
  }

  /**
   * Gets a token as {@link #acquire(ChainRequest)} does.
   *
   * @param request what is asked for
   * @param giveUp ends the wait; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult acquire(ChainRequest request, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.acquireByChain().acquire(request, either));
  }

  /**
   * Tells what came of each link in the last search: which works here, and why those before do not.
   *
   * @return the links in their order, first those that are switched off; those that were not
   *     reached are missing
   */
  public List<LinkOutcome> outcomes() {
    return parts.report().outcomes();
  }

  /**
   * Calls without blocking the caller: {@code chain.async(c -> c.acquire(request))}. What the cache
   * of the winning link has completes at once, on this thread. Cancelling the future cancels the
   * call.
   *
   * @param <T> what the call returns
   * @param call does nothing but call the chain it is given: it is run a second time if the cache
   *     does not have the answer
   * @return completes with the answer, or with the exception that the call threw
   */
  public <T> CompletableFuture<T> async(Function<CredentialChain, T> call) {
    return AsyncCalls.run(call, given -> new CredentialChain(parts, given), parts.asyncExecutor());
  }

  /**
   * Ends what is under way and closes what the chain opened: own links and the public client stay
   * the application's. Closing twice does nothing.
   */
  @Override
  public void close() {
    parts.close();
  }

  /**
   * Collects the options of a chain. Options of all clients hold for each link; a cache of tokens
   * that is set here is shared by them, save that {@code azure-cli} keeps a person's tokens in
   * memory. Not safe for concurrent use; builds any number of chains.
   *
   * @since 0.1
   */
  public static final class Builder implements SharedOptions<Builder> {

    private final ClientOptions options = new ClientOptions();
    private @Nullable List<String> names;
    private final List<ChainLink> own = new ArrayList<>();
    private @Nullable PublicClient people;
    private boolean developers;
    private @Nullable ManagedIdentityId identity;
    private List<String> tenants = List.of();
    private @Nullable String subscription;
    private @Nullable ProcessRunner processes;
    private FileReader files = FileReader.system();

    private Builder() {}

    ClientOptions options() {
      return options;
    }

    /**
     * Chooses links and their order; naming a developer link allows it. Whoever runs the program
     * can narrow the choice by the variable {@code AZURE_TOKEN_CREDENTIALS}: {@code prod}, {@code
     * dev}, or the name of one link.
     *
     * @param values names of links, own ones too
     * @return this builder; {@link #build} finds out whether there are such links
     */
    public Builder links(String... values) {
      names = List.of(values);
      return this;
    }

    /**
     * Adds a link of the application's own, after those for production.
     *
     * @param value the link; it stays the application's to close
     * @return this builder
     */
    public Builder link(ChainLink value) {
      own.add(Objects.requireNonNull(value, "link"));
      return this;
    }

    /**
     * Allows links that are for the desks of developers: they start programs, open browsers, and
     * give tokens of a person. Not allowed by default, so that a production machine never acts as
     * whoever has signed in to it; {@code AZURE_TOKEN_CREDENTIALS=prod} forbids them whatever the
     * code says, and {@code dev} allows them.
     *
     * @param value false by default
     * @return this builder
     */
    public Builder developerLinks(boolean value) {
      developers = value;
      return this;
    }

    /**
     * Adds the links {@code shared-cache}, which takes the person who has signed in before, and
     * {@code sign-in}, which opens a browser. Where several people are in the cache, the variable
     * {@code AZURE_USERNAME} says who.
     *
     * @param value signs people in; it stays the application's to close
     * @return this builder
     */
    public Builder developer(PublicClient value) {
      people = Objects.requireNonNull(value, "public client");
      return this;
    }

    /**
     * Chooses one of the host's identities.
     *
     * @param value the identity; without this the user-assigned one that {@code AZURE_CLIENT_ID}
     *     names, else the system-assigned one
     * @return this builder
     */
    public Builder managedIdentity(ManagedIdentityId value) {
      identity = Objects.requireNonNull(value, "managed identity");
      return this;
    }

    /**
     * Lets requests name other tenants than {@code AZURE_TENANT_ID}. Those that the variable {@code
     * AZURE_ADDITIONALLY_ALLOWED_TENANTS} lists are allowed, too.
     *
     * @param values ids or domains of tenants; {@code *} for any
     * @return this builder
     */
    public Builder additionallyAllowedTenants(Collection<String> values) {
      tenants = List.copyOf(values);
      return this;
    }

    /**
     * Chooses the subscription whose account the Azure CLI uses.
     *
     * @param value its name or id
     * @return this builder
     */
    public Builder subscription(String value) {
      subscription = Objects.requireNonNull(value, "subscription");
      return this;
    }

    /**
     * Runs child processes with an adapter of the application's own.
     *
     * @param value the adapter
     * @return this builder
     */
    public Builder processes(ProcessRunner value) {
      processes = Objects.requireNonNull(value, "process runner");
      return this;
    }

    /**
     * Takes the files of Azure Arc from elsewhere, for tests.
     *
     * @param value the files
     * @return this builder
     */
    public Builder files(FileReader value) {
      files = Objects.requireNonNull(value, "files");
      return this;
    }

    /**
     * Builds the chain. Nothing is sent before its first call.
     *
     * @return the chain
     * @throws ConfigurationException if a link is named that there is not, two have one name, or
     *     there is no back end of managed identity, no HTTP adapter or several and none was named
     */
    public CredentialChain build() {
      PublicClient client = people;
      List<ChainLink> links =
          client == null
              ? List.of()
              : List.of(new SharedCacheLink(client, options.environment()), new SignInLink(client));
      return new CredentialChain(
          new ChainParts(
              new ChainOptions(
                  names, own, links, developers, identity, tenants, subscription, processes, files),
              options),
          Cancellation.none());
    }
  }
}

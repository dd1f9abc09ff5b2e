package dev.latchkey.client;

import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.ConfidentialParts;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.CredentialSource;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
public final class ConfidentialClient implements UserClient {

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
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.clientCredentials().acquire(request, either));
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
   * Gets a token for an API that this API calls on behalf of its caller (Entra): from the cache,
   * else in exchange for the caller's token. Tokens are kept under the hash of the caller's token,
   * apart from everybody else's. The caller cannot be asked for anything on the way: consent has to
   * be there before.
   *
   * @param request the caller's token, which this API has validated, and what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.InteractionRequiredException if the caller has to consent,
   *     sign in anew or satisfy a policy; pass its claims on to the caller
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws IllegalStateException if the client was closed and the cache has no token
   */
  public TokenResult acquireOnBehalfOf(OnBehalfOfRequest request) {
    return parts.onBehalfOf().onBehalfOf().acquire(request, cancellation);
  }

  /**
   * Gets a token as {@link #acquireOnBehalfOf(OnBehalfOfRequest)} does.
   *
   * @param request the caller's token, and what is asked for
   * @param giveUp ends the wait; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult acquireOnBehalfOf(OnBehalfOfRequest request, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.onBehalfOf().onBehalfOf().acquire(request, either));
  }

  /**
   * Begins work on behalf of a caller that goes on after the caller's token has expired (Entra).
   * The authority is always asked. Keep {@link OnBehalfOfRequest#sessionKey()} with the work, go on
   * with {@link #resumeOnBehalfOf}, and end with {@link #stopOnBehalfOf}: until then the session's
   * refresh token is kept.
   *
   * @param request the caller's token, which this API has validated, and what is asked for
   * @return the first token
   * @throws dev.latchkey.domain.error.InteractionRequiredException if the caller has to consent,
   *     sign in anew or satisfy a policy; pass its claims on to the caller
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  public TokenResult beginOnBehalfOf(OnBehalfOfRequest request) {
    return parts.onBehalfOf().longRunning().begin(request, cancellation);
  }

  /**
   * Goes on with work on behalf of a caller: a token from the cache, else by the session's refresh
   * token.
   *
   * @param request the session, and what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.InteractionRequiredException if there is no such session, or
   *     the authority does not go on with it; see its reason
   * @throws dev.latchkey.domain.error.ServiceException if the authority failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  public TokenResult resumeOnBehalfOf(SessionRequest request) {
    return parts.onBehalfOf().longRunning().resume(request, cancellation);
  }

  /**
   * Ends work on behalf of a caller: forgets all tokens of the session.
   *
   * @param sessionKey the name of the session
   * @return whether there was one
   */
  public boolean stopOnBehalfOf(String sessionKey) {
    return parts.onBehalfOf().longRunning().stop(sessionKey);
  }

  /**
   * Gets a token in exchange for another (RFC 8693): from the cache, else from an authority that
   * does that. What is got is kept under a hash of what was brought along.
   *
   * @param request what is brought along, and what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.InteractionRequiredException if the token that was brought
   *     along is not good any more
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  public TokenResult exchangeToken(TokenExchangeRequest request) {
    return parts.onBehalfOf().tokenExchange().acquire(request, cancellation);
  }

  /**
   * Gets a token of a person whom this application may act for without them, such as an agent's own
   * user (Entra): from the cache, else by the person's refresh token, else by the credential that
   * vouches for the application. The person is kept as one who has signed in: {@link #accounts()}
   * lists them, and {@link #acquireSilently} goes on without the credential.
   *
   * @param request the credential, the person, and what is asked for
   * @return the token
   * @throws dev.latchkey.domain.error.InteractionRequiredException if the authority does not let
   *     the application act for the person; see its error
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  public TokenResult acquireByUserFederatedIdentity(UserFederatedIdentityRequest request) {
    return parts.onBehalfOf().userFederatedIdentity().acquire(request, cancellation);
  }

  @Override
  public TokenResult acquireSilently(SilentRequest request) {
    return parts.users().acquireSilently().acquire(request, cancellation);
  }

  @Override
  public TokenResult acquireSilently(SilentRequest request, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.users().acquireSilently().acquire(request, either));
  }

  @Override
  public PendingAuthCodeFlow beginAuthCodeFlow(AuthCodeFlowRequest request) {
    return parts.users().signIn().authCodeFlow().begin(request, cancellation);
  }

  @Override
  public TokenResult completeAuthCodeFlow(AuthCodeCompletion completion) {
    return parts.users().signIn().authCodeFlow().complete(completion, cancellation);
  }

  @Override
  public URI authorizationUrl(AuthorizationUrlRequest request) {
    return parts.users().signIn().authorizationUrl().write(request, cancellation);
  }

  @Override
  public TokenResult redeemCode(AuthCodeRequest request) {
    return parts.users().signIn().codeRedemption().redeem(request, cancellation);
  }

  @Override
  public TokenResult acquireInteractively(InteractiveRequest request) {
    return parts.users().signIn().acquireInteractively().acquire(request, cancellation);
  }

  @Override
  public TokenResult acquireInteractively(InteractiveRequest request, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation,
        giveUp,
        either -> parts.users().signIn().acquireInteractively().acquire(request, either));
  }

  @Override
  public URI adminConsentUri(AdminConsentRequest request) {
    return parts.users().signIn().adminConsent().write(request);
  }

  @Override
  public URI endSessionUri(EndSessionRequest request) {
    return parts.users().signIn().endSession().write(request, cancellation);
  }

  @Override
  public TokenResult importRefreshToken(RefreshTokenRequest request) {
    return parts.users().signIn().importRefreshToken().acquire(request, cancellation);
  }

  @Override
  public TokenResult acquireByPassword(PasswordRequest request) {
    return parts.users().signIn().usernamePassword().acquire(request, cancellation);
  }

  @Override
  public List<Account> accounts() {
    return parts.users().listAccounts().list(null);
  }

  @Override
  public List<Account> accounts(String username) {
    return parts.users().listAccounts().list(Objects.requireNonNull(username, "user name"));
  }

  @Override
  public Optional<Account> account(HomeAccountId homeAccountId) {
    return parts.users().findAccount().find(homeAccountId);
  }

  @Override
  public void removeAccount(Account account) {
    parts.users().removeAccount().remove(account, cancellation);
  }

  @Override
  public boolean isPopSupported() {
    return parts.users().isPopSupported(cancellation);
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
    return AsyncCalls.run(
        call, given -> new ConfidentialClient(parts, given), parts.users().asyncExecutor());
  }

  /** Ends what is under way and closes what the client opened. Closing twice does nothing. */
  @Override
  public void close() {
    parts.close();
  }

  /**
   * Collects the options of a confidential client. Not safe for concurrent use; builds any number
   * of clients.
   *
   * @since 0.1
   */
  public static final class Builder implements ClientBuilder<Builder> {

    private final Function<ClientOptions, ConfidentialParts> wiring;
    private final ClientOptions options = new ClientOptions();

    private Builder(Function<ClientOptions, ConfidentialParts> wiring) {
      this.wiring = wiring;
    }

    ClientOptions options() {
      return options;
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
     * Builds the client and opens its certificate, if that is its credential. Nothing is sent
     * before its first call.
     *
     * @return the client
     * @throws ConfigurationException if no HTTP adapter is on the path, or several and none was
     *     named, or a setting cannot be honoured, or a file of the credential cannot be read, or
     *     the authority does not accept such a credential
     * @throws dev.latchkey.domain.error.CryptoException if the key cannot be opened or is not fit
     *     to sign with
     * @throws IllegalArgumentException if a broker was allowed, which signs in for people at the
     *     device and never for a client with a credential
     */
    public ConfidentialClient build() {
      if (options.allowsBroker()) {
        throw new IllegalArgumentException(
            "a confidential client cannot ask a broker; leave allowBroker out, or build a public"
                + " client");
      }
      // What is made when it is first needed, goes by what was said before.
      return new ConfidentialClient(wiring.apply(options.copy()), Cancellation.none());
    }
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.PublicParts;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client that can keep no secret: a desktop application, a command line, a device. It has no
 * credential, and there is no way to give it one. Build one for the life of the application and
 * close it at the end. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class PublicClient implements UserClient {

  /**
   * Stands for the window of the console that the program runs in, for {@link
   * InteractiveRequest#parentWindow} of programs that have no window of their own.
   */
  public static final ParentWindow CONSOLE_WINDOW_HANDLE = ParentWindow.console();

  private final PublicParts parts;
  private final Cancellation cancellation;

  private PublicClient(PublicParts parts, Cancellation cancellation) {
    this.parts = parts;
    this.cancellation = cancellation;
  }

  /**
   * Starts a client.
   *
   * @param clientId the id from the app registration
   * @return a builder
   * @throws IllegalArgumentException if the id is empty or has blanks or control characters
   */
  public static Builder builder(String clientId) {
    return new Builder(new ClientId(clientId));
  }

  /**
   * Signs a person in on another device, for programs that have no browser (RFC 8628): asks for a
   * code, has it shown, and waits on this thread until the person has entered it.
   *
   * @param request what the person signs in for
   * @param show tells the person: {@code flow -> System.err.println(flow.message())}
   * @return the tokens
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused, the person
   *     declined ({@code authorization_declined}, {@code access_denied}) or the code expired
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted
   * @throws ConfigurationException if the authority gives no device codes
   */
  public TokenResult acquireByDeviceCode(
      DeviceCodeRequest request, Consumer<PendingDeviceCodeFlow> show) {
    return acquireByDeviceCode(request, show, Cancellation.none());
  }

  /**
   * Signs a person in on another device, as {@link #acquireByDeviceCode(DeviceCodeRequest,
   * Consumer)} does.
   *
   * @param request what the person signs in for
   * @param show tells the person
   * @param giveUp ends the wait
   * @return the tokens
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult acquireByDeviceCode(
      DeviceCodeRequest request, Consumer<PendingDeviceCodeFlow> show, Cancellation giveUp) {
    Objects.requireNonNull(show, "show");
    return AsyncCalls.withEither(
        cancellation,
        giveUp,
        either -> {
          PendingDeviceCodeFlow flow = parts.deviceCodeFlow().begin(request, either);
          show.accept(flow);
          return parts.deviceCodeFlow().complete(flow, either);
        });
  }

  /**
   * Asks for a code with which a person signs in on another device (RFC 8628, section 3.1).
   *
   * @param request what the person signs in for
   * @return the flow: show it, and complete it here or wherever {@link
   *     PendingDeviceCodeFlow#saved()} is restored
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws ConfigurationException if the authority gives no device codes
   */
  public PendingDeviceCodeFlow beginDeviceCodeFlow(DeviceCodeRequest request) {
    return parts.deviceCodeFlow().begin(request, cancellation);
  }

  /**
   * Waits on this thread until the person has entered the code. Asks as often as the authority
   * allows, less often when it says so or cannot be reached, and at least once.
   *
   * @param flow the flow; {@link PendingDeviceCodeFlow#end()} ends the wait from another thread
   * @return the tokens
   * @throws dev.latchkey.domain.error.ServiceException if the person declined or the code expired,
   *     with the authority's last word as its error
   * @throws dev.latchkey.domain.error.AuthResponseException if another client began the flow
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted
   * @throws IllegalArgumentException if the flow was restored without the scheme that it was begun
   *     with
   */
  public TokenResult completeDeviceCodeFlow(PendingDeviceCodeFlow flow) {
    return parts.deviceCodeFlow().complete(flow, cancellation);
  }

  /**
   * Waits as {@link #completeDeviceCodeFlow(PendingDeviceCodeFlow)} does.
   *
   * @param flow the flow
   * @param giveUp ends the wait
   * @return the tokens
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  public TokenResult completeDeviceCodeFlow(PendingDeviceCodeFlow flow, Cancellation giveUp) {
    return AsyncCalls.withEither(
        cancellation, giveUp, either -> parts.deviceCodeFlow().complete(flow, either));
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

  /**
   * Lists the people whom the broker of the device knows, whether they have signed in to this
   * application or not. A silent call for one of them asks the broker.
   *
   * @return the people, in no order; empty if no broker is asked here
   * @throws dev.latchkey.domain.error.BrokerException if the broker is there and failed
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted meanwhile
   */
  public List<Account> brokerAccounts() {
    return parts.users().listBrokerAccounts().list(cancellation);
  }

  /**
   * Has the broker of the device sign a browser in with the device's session (Entra: the primary
   * refresh token as a cookie). Put the cookies into the request for the page and nowhere else:
   * whoever shows them signs in as the person.
   *
   * @param account the person, whom the broker knows
   * @param page the sign-in page that the browser is at, over https at a host of this client's
   *     cloud, with the nonce that it asked for in its parameter {@code sso_nonce}
   * @return the cookies, good for this one visit; empty if no broker is asked here, or it has none
   *     to give, or the person has signed out of this client
   * @throws IllegalArgumentException if the page is at another host or not https
   * @throws dev.latchkey.domain.error.BrokerException if the broker is there and failed
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted meanwhile
   */
  public List<SsoCookies.Cookie> ssoCookies(Account account, URI page) {
    return parts.users().acquireSsoCookies().acquire(account, page, cancellation);
  }

  @Override
  public boolean isPopSupported() {
    return parts.users().isPopSupported(cancellation);
  }

  /**
   * Calls without blocking the caller: {@code client.async(c -> c.acquireSilently(request))}. What
   * the cache has completes at once, on this thread. Cancelling the future cancels the call.
   *
   * @param <T> what the call returns
   * @param call does nothing but call the client it is given: it is run a second time if the cache
   *     does not have the answer
   * @return completes with the answer, or with the exception that the call threw
   */
  public <T> CompletableFuture<T> async(Function<PublicClient, T> call) {
    return AsyncCalls.run(
        call, given -> new PublicClient(parts, given), parts.users().asyncExecutor());
  }

  /** Ends what is under way and closes what the client opened. Closing twice does nothing. */
  @Override
  public void close() {
    parts.close();
  }

  /**
   * Collects the options of a public client. Not safe for concurrent use; builds any number of
   * clients.
   *
   * @since 0.1
   */
  public static final class Builder implements ClientBuilder<Builder> {

    private final ClientId clientId;
    private final ClientOptions options = new ClientOptions();

    private Builder(ClientId clientId) {
      this.clientId = clientId;
    }

    ClientOptions options() {
      return options;
    }

    /**
     * Lists the people of every cloud that is built in, and not those of the authority's alone, as
     * an application wants it that signs people in wherever they are at home; see {@code
     * instanceAware} of a sign-in's request. Silent calls go to the person's cloud in any case.
     *
     * @param value false by default
     * @return this builder
     */
    public Builder multiCloud(boolean value) {
      options.multiCloud(value);
      return this;
    }

    /**
     * Asks the identity broker of the device on these platforms, and on no other: it signs in for
     * people who have signed in to the device, and satisfies the device's policy. Where the
     * authority is none of a broker's (ADFS, B2C, External ID, OpenID Connect), and where no broker
     * answers, people sign in without. Needs a redirect URI that is registered for each platform.
     *
     * @param platforms those that the application was tested on, in place of those before; none by
     *     default
     * @return this builder
     */
    public Builder brokerOn(BrokerPlatform... platforms) {
      options.brokerOn(List.of(platforms));
      return this;
    }

    /**
     * Asks a broker by an adapter of the application's own, on the platforms that {@link #brokerOn}
     * names.
     *
     * @param value the adapter; it stays the application's to close
     * @return this builder
     */
    public Builder broker(Broker value) {
      options.broker(value);
      return this;
    }

    /**
     * Chooses among several broker adapters on the path.
     *
     * @param value the name of an adapter
     * @return this builder
     */
    public Builder brokerProvider(String value) {
      options.brokerProvider(value);
      return this;
    }

    /**
     * Builds the client. Nothing is sent before its first call.
     *
     * @return the client
     * @throws ConfigurationException if no HTTP adapter is on the path, or several and none was
     *     named, or a setting cannot be honoured, or a broker is wanted on this platform and no
     *     broker adapter is on the path
     */
    public PublicClient build() {
      // What is made when it is first needed, goes by what was said before.
      return new PublicClient(PublicParts.of(clientId, options.copy()), Cancellation.none());
    }
  }
}

package dev.latchkey.client;

import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.PublicParts;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A client that can keep no secret: a desktop application, a command line, a device. It has no
 * credential, and there is no way to give it one. Build one for the life of the application and
 * close it at the end. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class PublicClient implements UserClient {

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
  public TokenResult importRefreshToken(RefreshTokenRequest request) {
    return parts.users().importRefreshToken().acquire(request, cancellation);
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
    parts.users().removeAccount().remove(account);
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
     * Builds the client. Nothing is sent before its first call.
     *
     * @return the client
     * @throws ConfigurationException if no HTTP adapter is on the path, or several and none was
     *     named, or a setting cannot be honoured
     */
    public PublicClient build() {
      return new PublicClient(PublicParts.of(clientId, options), Cancellation.none());
    }
  }
}

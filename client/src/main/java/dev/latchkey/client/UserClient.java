package dev.latchkey.client;

import dev.latchkey.application.request.AdminConsentRequest;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What clients have in common to which people sign in. Safe for concurrent use.
 *
 * <p>Every operation may throw {@link dev.latchkey.domain.error.TokenException} and its kin; see
 * there for how to tell them apart.
 *
 * @since 0.1
 */
public sealed interface UserClient extends AutoCloseable permits ConfidentialClient, PublicClient {

  /**
   * Gets a token for a person who has signed in, without asking the person: from the cache, else by
   * a refresh token. A token that is due for refresh is served, and refreshed in the background.
   *
   * @param request what is asked for, and for whom
   * @return the token
   * @throws InteractionRequiredException if the person has to sign in: because nothing is cached,
   *     and nothing was sent, or because the authority refused; see its reason
   * @throws dev.latchkey.domain.error.ServiceException if the authority failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted
   * @throws IllegalStateException if the client was closed and the cache has no token
   */
  TokenResult acquireSilently(SilentRequest request);

  /**
   * Gets a token for a person, as {@link #acquireSilently(SilentRequest)} does.
   *
   * @param request what is asked for, and for whom
   * @param giveUp ends the wait; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  TokenResult acquireSilently(SilentRequest request, Cancellation giveUp);

  /**
   * Gets a token as {@link #acquireSilently(SilentRequest)} does, for callers to whom it makes no
   * difference why a person has to sign in. The easier of the two, and the one to begin with.
   *
   * @param request what is asked for, and for whom
   * @return the token; empty if the person has to sign in. Every other failure is thrown
   */
  default Optional<TokenResult> findSilently(SilentRequest request) {
    try {
      return Optional.of(acquireSilently(request));
    } catch (InteractionRequiredException e) {
      return Optional.empty();
    }
  }

  /**
   * Begins a sign-in with a browser (RFC 6749, section 4.1), with state, nonce and PKCE. The caller
   * keeps the saved flow in the person's session, sends the browser to the flow's address, and
   * completes the flow with what comes back to the redirect URI.
   *
   * @param request what is asked for
   * @return the flow
   * @throws dev.latchkey.domain.error.ConfigurationException if there is no such authority, or
   *     nobody can sign in there with a browser
   * @throws dev.latchkey.domain.error.TransportException if the authority's metadata could not be
   *     read in time
   */
  PendingAuthCodeFlow beginAuthCodeFlow(AuthCodeFlowRequest request);

  /**
   * Completes a sign-in: finds out whether the answer belongs to the flow, redeems its code and
   * keeps the tokens. Forget the saved flow before or after: a code is good for one attempt.
   *
   * @param completion the saved flow and the answer
   * @return the tokens
   * @throws dev.latchkey.domain.error.AuthResponseException if there is no flow, or the answer does
   *     not belong to it: most often somebody forged it or came back twice. Nothing was sent
   * @throws InteractionRequiredException if the authority, by the answer or when the code was
   *     redeemed, says that a person has to do something
   * @throws dev.latchkey.domain.error.ServiceException if it refused or failed; {@code error()} has
   *     what it said, {@code access_denied} for one if the person declined
   * @throws dev.latchkey.domain.error.IdTokenException if the ID token is not for this client, flow
   *     or time; nothing was kept
   * @throws dev.latchkey.domain.error.TransportException if the authority could not be reached in
   *     time
   * @throws IllegalArgumentException if the completion names scopes, or another scheme or key, that
   *     the flow was not begun with
   */
  TokenResult completeAuthCodeFlow(AuthCodeCompletion completion);

  /**
   * Completes a sign-in with all that the flow asked for, as {@link
   * #completeAuthCodeFlow(AuthCodeCompletion)} does.
   *
   * @param saved the text of {@link PendingAuthCodeFlow#saved()}; null or empty if the session has
   *     none
   * @param response the answer
   * @return the tokens
   */
  default TokenResult completeAuthCodeFlow(@Nullable String saved, AuthResponse response) {
    return completeAuthCodeFlow(AuthCodeCompletion.of(saved, response));
  }

  /**
   * Writes the address of a sign-in whose state, nonce and PKCE the application looks after itself.
   * {@link #beginAuthCodeFlow} does it for you, and is the one to use.
   *
   * @param request what the address says
   * @return the address
   * @throws dev.latchkey.domain.error.ConfigurationException if there is no such authority, or
   *     nobody can sign in there with a browser
   */
  URI authorizationUrl(AuthorizationUrlRequest request);

  /**
   * Redeems a code whose answer the application has checked itself, and keeps the tokens. {@link
   * #completeAuthCodeFlow(AuthCodeCompletion)} does both, and is the one to use.
   *
   * @param request the code
   * @return the tokens
   * @throws InteractionRequiredException if the code is not accepted, or a person has to do
   *     something
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.IdTokenException if the ID token is not for this client, or
   *     has another nonce; nothing was kept
   * @throws dev.latchkey.domain.error.TransportException if the authority could not be reached in
   *     time
   */
  TokenResult redeemCode(AuthCodeRequest request);

  /**
   * Signs a person in with the browser of this very machine, and waits until they are done. For
   * applications that run where the person is; a web application begins a flow instead.
   *
   * @param request what is asked for
   * @return the tokens
   * @throws dev.latchkey.domain.error.ConfigurationException if no browser adapter is on the path,
   *     no browser can be opened, or the port cannot be had
   * @throws InteractionRequiredException if the authority says that the person has to do something
   *     else
   * @throws dev.latchkey.domain.error.ServiceException if it refused or failed; {@code error()} has
   *     what it said, {@code access_denied} for one if the person declined
   * @throws dev.latchkey.domain.error.IdTokenException if the ID token is not for this client, flow
   *     or time; nothing was kept
   * @throws dev.latchkey.domain.error.TransportException with the reason {@code TIMED_OUT} if the
   *     person did not come back in time; with another if the authority could not be reached
   */
  TokenResult acquireInteractively(InteractiveRequest request);

  /**
   * Signs a person in as {@link #acquireInteractively(InteractiveRequest)} does.
   *
   * @param request what is asked for
   * @param giveUp ends the wait
   * @return the tokens
   * @throws dev.latchkey.domain.error.CancelledException if it was cancelled
   */
  TokenResult acquireInteractively(InteractiveRequest request, Cancellation giveUp);

  /**
   * Writes the address where an administrator consents for the whole tenant (Entra), in the cloud
   * of the authority. Sends nothing.
   *
   * @param request what it says
   * @return the address
   * @throws IllegalArgumentException if the authority is no tenant of Entra
   */
  URI adminConsentUri(AdminConsentRequest request);

  /**
   * Writes the address where a person's own session at the authority ends. Forgetting the person
   * here is another thing: {@link #removeAccount}.
   *
   * @param request what it says
   * @return the address, to send the browser to
   * @throws dev.latchkey.domain.error.ConfigurationException if no session can be ended there
   */
  URI endSessionUri(EndSessionRequest request);

  /**
   * Redeems a refresh token that another library got, and keeps what comes of it. Meant for
   * migration only: the cache keeps the refresh tokens of this library, and silent calls redeem
   * them. The answer's refresh token is kept, else the one that was brought.
   *
   * @param request the token
   * @return the tokens; not kept if the authority does not tell whose they are
   * @throws InteractionRequiredException if the token is not accepted any more
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  TokenResult importRefreshToken(RefreshTokenRequest request);

  /**
   * Signs a person in whose password the application was told (RFC 6749, section 4.3). At Entra the
   * user's organization may check the password itself, and is then asked by WS-Trust. Discouraged:
   * {@link PasswordRequest} says why.
   *
   * @param request who, and for what; its characters are overwritten
   * @return the tokens
   * @throws InteractionRequiredException if the password is wrong, or a policy asks for more than a
   *     password
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   */
  TokenResult acquireByPassword(PasswordRequest request);

  /**
   * Lists the people who have signed in and are remembered.
   *
   * @return the people, in no order; empty if nobody has
   * @throws dev.latchkey.domain.error.CacheException if the token cache has a store that could not
   *     be read, or that cannot list what it holds
   */
  List<Account> accounts();

  /**
   * Lists the people of one name. A name may be told only if the scope profile was asked for, which
   * it is by default.
   *
   * @param username the name that a person signs in with, in any letter case
   * @return the people
   * @throws dev.latchkey.domain.error.CacheException as {@link #accounts()} does
   */
  List<Account> accounts(String username);

  /**
   * Finds one person among any number.
   *
   * @param homeAccountId who
   * @return the person; empty if they have not signed in, or were removed
   * @throws dev.latchkey.domain.error.CacheException if the token cache has a store that could not
   *     be read, and the person is not in memory
   */
  Optional<Account> account(HomeAccountId homeAccountId);

  /**
   * Forgets a person: tokens and profiles of every tenant, and the refresh tokens of this
   * application and of its family. The browser's own session at the authority is not ended.
   *
   * <p>With {@link ClientBuilder#revokeOnRemoval} an OpenID provider is asked to take the tokens
   * back, after the person was forgotten here: what is thrown tells that it did not, and the person
   * is forgotten all the same.
   *
   * @param account who; nothing happens if they are not remembered
   * @throws dev.latchkey.domain.error.CacheException if the token cache has a store that could not
   *     be changed: this process has forgotten the person, the others do when the store is back
   * @throws dev.latchkey.domain.error.ServiceException if the provider refused to take a token back
   * @throws dev.latchkey.domain.error.TransportException if it could not be reached in time
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted on the way
   */
  void removeAccount(Account account);

  /**
   * Tells whether this client gets tokens that are bound to one HTTP request ({@link
   * dev.latchkey.domain.scheme.PopAuthScheme}): a public client whose authority a broker serves.
   * Signed requests with keys of the application's own need none.
   *
   * @return whether a broker is there; the first call may ask it, later ones are answered at once
   * @throws dev.latchkey.domain.error.CancelledException if the thread was interrupted meanwhile
   */
  boolean isPopSupported();

  /** Ends what is under way and closes what the client opened. Closing twice does nothing. */
  @Override
  void close();
}

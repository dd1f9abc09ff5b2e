package dev.latchkey.benchmarks;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.TokenCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import java.util.Arrays;
import java.util.List;

/** Latchkey for people, by its public API, with its defaults. */
final class LatchkeyPeople implements PeopleLibrary {

  private static final List<String> SCOPES = List.of(Layout.USER_SCOPE);
  private static final Scopes NORMALISED = Scopes.of(SCOPES);
  private static final SilentRequest NOBODY = SilentRequest.ofScopes(NORMALISED, null);

  private final PublicClient client;
  private final SilentRequest[] requests;
  private final Runnable atClose;

  LatchkeyPeople(InProcessEndpoint endpoint, int people) {
    this(builder(endpoint).build(), people, () -> {});
  }

  /**
   * With a cache of the caller's.
   *
   * @param cache the cache
   * @param atClose closes it
   */
  LatchkeyPeople(InProcessEndpoint endpoint, int people, TokenCache cache, Runnable atClose) {
    this(builder(endpoint).tokenCache(cache).build(), people, atClose);
  }

  private LatchkeyPeople(PublicClient client, int people, Runnable atClose) {
    this.client = client;
    this.requests = new SilentRequest[people];
    this.atClose = atClose;
    Arrays.fill(requests, NOBODY);
  }

  private static PublicClient.Builder builder(InProcessEndpoint endpoint) {
    return PublicClient.builder(Layout.CLIENT_ID)
        .authority(Authority.parse(Layout.authority()))
        .http(LatchkeyLibrary.transport(endpoint));
  }

  /** Finds those who have signed in before. */
  void findPeople() {
    for (Account account : client.accounts()) {
      requests[PeopleAnswers.person(account.username())] = SilentRequest.of(SCOPES, account);
    }
  }

  @Override
  public void signIn(int person) {
    client.importRefreshToken(
        RefreshTokenRequest.of(SCOPES, Secret.of(Layout.refreshToken(person))));
  }

  @Override
  public String get(int person) {
    return client.acquireSilently(requests[person]).accessToken().reveal();
  }

  @Override
  public String renew(int person) {
    TokenResult result =
        requests[person] == NOBODY
            ? client.importRefreshToken(
                RefreshTokenRequest.of(SCOPES, Secret.of(Layout.refreshToken(person))))
            : client.acquireSilently(requests[person].forceRefresh(true));
    if (requests[person] == NOBODY) {
      requests[person] = SilentRequest.ofScopes(NORMALISED, result.account().orElseThrow());
    }
    return result.accessToken().reveal();
  }

  @Override
  public int accounts() {
    return client.accounts().size();
  }

  @Override
  public void close() {
    client.close();
    atClose.run();
  }
}

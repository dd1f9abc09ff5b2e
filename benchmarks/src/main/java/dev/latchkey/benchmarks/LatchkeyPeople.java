package dev.latchkey.benchmarks;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
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

  LatchkeyPeople(InProcessEndpoint endpoint, int people) {
    this.client =
        PublicClient.builder(Layout.CLIENT_ID)
            .authority(Authority.parse(Layout.authority()))
            .http(LatchkeyLibrary.transport(endpoint))
            .build();
    this.requests = new SilentRequest[people];
    Arrays.fill(requests, NOBODY);
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
  }
}

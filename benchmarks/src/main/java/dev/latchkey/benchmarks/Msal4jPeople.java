package dev.latchkey.benchmarks;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** MSAL4J for people, on the caller's thread. */
final class Msal4jPeople implements PeopleLibrary {

  private static final Set<String> SCOPES = Set.of(Layout.USER_SCOPE);

  private final PublicClientApplication client;
  private final List<IAccount> people = new ArrayList<>();
  private final List<SilentParameters> requests = new ArrayList<>();

  Msal4jPeople(InProcessEndpoint endpoint) {
    try {
      this.client =
          PublicClientApplication.builder(Layout.CLIENT_ID)
              .authority(Layout.authority())
              .httpClient(request -> Msal4jLibrary.answer(endpoint, request))
              .executorService(new CallerThread())
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String get(int person) {
    return silently(requests.get(person)).accessToken();
  }

  @Override
  public String renew(int person) {
    if (person < people.size()) {
      return silently(parameters(people.get(person)).forceRefresh(true).build()).accessToken();
    }
    IAuthenticationResult first =
        client
            .acquireToken(
                RefreshTokenParameters.builder(SCOPES, Layout.refreshToken(person)).build())
            .join();
    people.add(first.account());
    requests.add(parameters(first.account()).build());
    return first.accessToken();
  }

  private static SilentParameters.SilentParametersBuilder parameters(IAccount person) {
    return SilentParameters.builder(SCOPES, person);
  }

  private IAuthenticationResult silently(SilentParameters parameters) {
    try {
      return client.acquireTokenSilently(parameters).join();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int accounts() {
    return client.getAccounts().join().size();
  }

  @Override
  public void close() {}
}

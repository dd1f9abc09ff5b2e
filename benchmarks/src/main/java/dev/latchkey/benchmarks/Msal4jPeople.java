package dev.latchkey.benchmarks;

import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ITokenCache;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MSAL4J for people, on the caller's thread. */
final class Msal4jPeople implements PeopleLibrary {

  private static final Set<String> SCOPES = Set.of(Layout.USER_SCOPE);

  private final InProcessEndpoint endpoint;
  private final PublicClientApplication client;
  private final List<IAccount> people = new ArrayList<>();
  private final List<SilentParameters> requests = new ArrayList<>();

  Msal4jPeople(InProcessEndpoint endpoint) {
    this(endpoint, null);
  }

  /**
   * With a text that it is given before each access, and gives after each change.
   *
   * @param text the text, or null for memory alone
   */
  Msal4jPeople(InProcessEndpoint endpoint, @Nullable ITokenCacheAccessAspect text) {
    this.endpoint = endpoint;
    try {
      PublicClientApplication.Builder builder =
          PublicClientApplication.builder(Layout.CLIENT_ID)
              .authority(Layout.authority())
              .httpClient(request -> Msal4jLibrary.answer(endpoint, request))
              .executorService(new CallerThread());
      if (text != null) {
        builder.setTokenCacheAccessAspect(text);
      }
      this.client = builder.build();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a library for the same people that keeps their tokens in a text. */
  Msal4jPeople withText() {
    Msal4jPeople other = new Msal4jPeople(endpoint, new WholeText(client.tokenCache().serialize()));
    other.people.addAll(people);
    other.requests.addAll(requests);
    return other;
  }

  ITokenCache cache() {
    return client.tokenCache();
  }

  /** Finds those who have signed in before. */
  void findPeople() {
    people.addAll(client.getAccounts().join());
    people.sort(Comparator.comparing(it -> PeopleAnswers.person(it.username())));
    people.forEach(it -> requests.add(parameters(it).build()));
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
    IAuthenticationResult first = signedIn(person);
    people.add(first.account());
    requests.add(parameters(first.account()).build());
    return first.accessToken();
  }

  @Override
  public void signIn(int person) {
    signedIn(person);
  }

  private IAuthenticationResult signedIn(int person) {
    return client
        .acquireToken(RefreshTokenParameters.builder(SCOPES, Layout.refreshToken(person)).build())
        .join();
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

  /** As its documentation shows it: read at each access, written after a change. */
  private static final class WholeText implements ITokenCacheAccessAspect {
    private String text;

    WholeText(String text) {
      this.text = text;
    }

    @Override
    public void beforeCacheAccess(ITokenCacheAccessContext context) {
      context.tokenCache().deserialize(text);
    }

    @Override
    public void afterCacheAccess(ITokenCacheAccessContext context) {
      if (context.hasCacheChanged()) {
        text = context.tokenCache().serialize();
      }
    }
  }
}

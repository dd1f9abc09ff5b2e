package dev.latchkey.examples;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.SsoCookies;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A program on a desktop whose identity broker knows the person: they sign in without a window, the
 * broker signs a request to an API, and a browser gets the session of the device.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=BrokerSignIn}. Where no broker answers it says so; a broker wants a registration of
 * your own in the place of its client id.
 */
public final class BrokerSignIn {

  private static final String CLIENT_ID = "photo-album";
  private static final List<String> SCOPES = List.of("User.Read");
  private static final URI ORDERS = URI.create("https://api.contoso.example/orders");
  private static final URI SIGN_IN_PAGE =
      URI.create("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?sso_nonce=n-1");

  private BrokerSignIn() {}

  /**
   * Signs the person of this device in.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    // The tests bring a broker of their own; this is the machine's.
    run(UnaryOperator.identity());
  }

  static void run(UnaryOperator<PublicClient.Builder> with) {
    try (PublicClient app =
        with.apply(
                PublicClient.builder(CLIENT_ID)
                    .authority(Authority.entra(Cloud.PUBLIC, "organizations"))
                    .brokerOn(BrokerPlatform.LINUX))
            .build()) {
      if (!app.isPopSupported()) {
        System.out.println("no identity broker answers here; people sign in with the browser");
        return;
      }
      for (Account person : app.brokerAccounts()) {
        System.out.printf("the device knows %s%n", person.username());
      }
      TokenResult token =
          app.acquireInteractively(
              InteractiveRequest.of(SCOPES).parentWindow(PublicClient.CONSOLE_WINDOW_HANDLE));
      Account person = token.account().orElseThrow();
      System.out.printf("%s signed in: token from %s%n", person.username(), token.source());
      TokenResult again = app.acquireSilently(SilentRequest.of(SCOPES, person));
      System.out.printf("later: token from %s%n", again.source());
      signRequest(app, person);
      signBrowserIn(app, person);
      app.removeAccount(person);
      System.out.printf("signed out: %s%n", app.accounts().isEmpty());
    }
  }

  // The nonce is what the API said in its challenge.
  private static void signRequest(PublicClient app, Account person) {
    PopAuthScheme scheme = new PopAuthScheme(PopAuthScheme.HTTP_GET, ORDERS, "n-2");
    TokenResult signed = app.acquireSilently(SilentRequest.of(SCOPES, person).authScheme(scheme));
    System.out.printf(
        "Authorization of one request: %s ... from %s%n",
        signed.authorizationHeader().split(" ", -1)[0], signed.source());
  }

  // For programs that show the sign-in page themselves; the nonce is in the page's own address.
  private static void signBrowserIn(PublicClient app, Account person) {
    for (SsoCookies.Cookie cookie : app.ssoCookies(person, SIGN_IN_PAGE)) {
      System.out.printf("Cookie: %s=...%n", cookie.name());
    }
  }
}

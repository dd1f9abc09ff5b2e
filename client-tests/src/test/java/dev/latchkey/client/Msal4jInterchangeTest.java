package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.AbstractClientApplicationBase;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpMethod;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** MSAL4J itself reads what is written here, and what it writes is read here. */
class Msal4jInterchangeTest {

  private static final String DISCOVERY =
      "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration\",\"api-version\":\"1.1\",\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\",\"preferred_cache\":\"login.windows.net\",\"aliases\":[\"login.microsoftonline.com\",\"login.windows.net\",\"login.microsoft.com\",\"sts.windows.net\"]}]}";

  /** The kinds of authority that people sign in to. */
  enum Kind {
    ENTRA("https://login.microsoftonline.com/" + Answers.TENANT),
    B2C("https://fabrikam.b2clogin.com/tfp/fabrikam.onmicrosoft.com/b2c_1_susi"),
    ADFS("https://sts.contoso.example/adfs");

    private final String url;

    Kind(String url) {
      this.url = url;
    }

    Authority authority() {
      return Authority.parse(url);
    }

    String answer(String accessToken) {
      return this == ADFS
          ? "{\"token_type\":\"Bearer\",\"scope\":\"User.Read openid\",\"expires_in\":3600,\"access_token\":\"%s\",\"refresh_token\":\"RT-%s\",\"id_token\":\"%s\"}"
              .formatted(
                  accessToken,
                  accessToken,
                  Answers.idToken(Answers.CLIENT, "sub-1", Answers.TENANT, Answers.NAME))
          : Answers.user(
              this == B2C ? Answers.UID + "-b2c_1_susi" : Answers.UID,
              this == B2C ? "" : Answers.TENANT,
              Answers.NAME,
              accessToken,
              "");
    }
  }

  /** One text, as both libraries keep it, and the wire of MSAL4J. */
  private static final class Shared implements ITokenCacheAccessAspect, IHttpClient {
    private String text = "";
    private String answer = "";
    private int sent;

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

    @Override
    public HttpResponse send(com.microsoft.aad.msal4j.HttpRequest request) {
      if (request.httpMethod() == HttpMethod.POST) {
        sent++;
        return json(answer);
      }
      return json(
          request.url().getPath().contains("openid-configuration")
              ? "{\"token_endpoint\":\"https://%s/token\",\"authorization_endpoint\":\"https://%s/a\",\"issuer\":\"https://%s\"}"
                  .formatted(
                      request.url().getHost(), request.url().getHost(), request.url().getHost())
              : DISCOVERY);
    }

    private static HttpResponse json(String body) {
      HttpResponse response = new HttpResponse().statusCode(200).body(body);
      response.addHeaders(Map.of("Content-Type", List.of("application/json")));
      return response;
    }

    <T extends AbstractClientApplicationBase.Builder<T>> T with(T builder, Kind kind)
        throws Exception {
      builder
          .httpClient(this)
          .setTokenCacheAccessAspect(this)
          .instanceDiscovery(kind == Kind.ENTRA)
          .validateAuthority(false);
      if (kind == Kind.ENTRA) {
        builder.aadInstanceDiscoveryResponse(DISCOVERY);
      }
      return kind == Kind.B2C ? builder.b2cAuthority(kind.url) : builder.authority(kind.url);
    }

    PublicClientApplication user(Kind kind) throws Exception {
      return user(kind, Answers.CLIENT);
    }

    PublicClientApplication user(Kind kind, String client) throws Exception {
      return with(PublicClientApplication.builder(client), kind).build();
    }

    ConfidentialClientApplication daemon() throws Exception {
      return with(
              ConfidentialClientApplication.builder(
                  Answers.CLIENT, ClientCredentialFactory.createFromSecret("s")),
              Kind.ENTRA)
          .build();
    }

    /** Signs Mira in with MSAL4J. */
    void signIn(Kind kind, String accessToken) throws Exception {
      answer = kind.answer(accessToken);
      user(kind)
          .acquireToken(RefreshTokenParameters.builder(Set.of("User.Read"), "imported").build())
          .get(20, TimeUnit.SECONDS);
      sent = 0;
    }

    SerializableTokenCache ours() {
      SerializableTokenCache cache = SerializableTokenCache.create();
      cache.deserialize(text);
      return cache;
    }
  }

  private static PublicClient client(SerializableTokenCache cache, Kind kind) {
    return PublicClient.builder(Answers.CLIENT)
        .authority(kind.authority())
        .http(TokenCacheTest.NO_NETWORK)
        .tokenCache(cache)
        .build();
  }

  private static IAuthenticationResult silently(PublicClientApplication theirs) throws Exception {
    IAccount account = theirs.getAccounts().get(20, TimeUnit.SECONDS).iterator().next();
    return theirs
        .acquireTokenSilently(SilentParameters.builder(Set.of("User.Read"), account).build())
        .get(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatTheySignInIsFoundHereAndSignedOutHere(Kind kind) throws Exception {
    Shared shared = new Shared();
    shared.signIn(kind, "AT-theirs");
    SerializableTokenCache cache = shared.ours();

    try (PublicClient client = client(cache, kind)) {
      Account account = client.accounts().get(0);
      assertThat(account.username()).isEqualTo(Answers.NAME);
      assertThat(
              client
                  .acquireSilently(SilentRequest.of(List.of("User.Read"), account))
                  .accessToken()
                  .reveal())
          .isEqualTo("AT-theirs");
      client.removeAccount(account);
    }
    shared.text = cache.serialize().reveal();

    assertThat(shared.user(kind).getAccounts().get(20, TimeUnit.SECONDS)).isEmpty();
    assertThat(shared.text).doesNotContain("AT-theirs");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsSignedInHereTheyFindAndSignOut(Kind kind) throws Exception {
    Shared shared = new Shared();
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.add(
        TokensObtained.of(
                new ClientId(Answers.CLIENT), kind.authority(), Secret.of(kind.answer("AT-ours")))
            .scopes(List.of("User.Read")));
    shared.text = cache.serialize().reveal();
    PublicClientApplication theirs = shared.user(kind);

    assertThat(silently(theirs).accessToken()).isEqualTo("AT-ours");
    assertThat(shared.sent).isZero();
    IAccount account = theirs.getAccounts().get(20, TimeUnit.SECONDS).iterator().next();
    assertThat(account.username()).isEqualTo(Answers.NAME);
    theirs.removeAccount(account).get(20, TimeUnit.SECONDS);

    SerializableTokenCache after = shared.ours();
    assertThat(client(after, kind).accounts()).isEmpty();
    assertThat(after.find(CacheQuery.of(RefreshToken.class))).isEmpty();
  }

  // MSAL4J adds the policy of B2C to the person's id once more, so what it refreshes there is
  // another person's in its eyes and ours.
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ENTRA", "ADFS"})
  void whatTheyRefreshOfOursIsOneTokenStill(Kind kind) throws Exception {
    Shared shared = new Shared();
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.add(
        TokensObtained.of(
                new ClientId(Answers.CLIENT), kind.authority(), Secret.of(kind.answer("AT-1")))
            .scopes(List.of("User.Read")));
    shared.text = cache.serialize().reveal();
    shared.answer = kind.answer("AT-2");
    PublicClientApplication theirs = shared.user(kind);
    IAccount account = theirs.getAccounts().get(20, TimeUnit.SECONDS).iterator().next();
    theirs
        .acquireTokenSilently(
            SilentParameters.builder(Set.of("User.Read"), account).forceRefresh(true).build())
        .get(20, TimeUnit.SECONDS);
    assertThat(shared.sent).isEqualTo(1);

    SerializableTokenCache after = shared.ours();

    assertThat(after.find(CacheQuery.of(RefreshToken.class)))
        .extracting(it -> it.secret().reveal())
        .containsExactly("RT-AT-2");
    try (PublicClient client = client(after, kind)) {
      assertThat(
              client
                  .acquireSilently(SilentRequest.of(List.of("User.Read"), client.accounts().get(0)))
                  .accessToken()
                  .reveal())
          .isEqualTo("AT-2");
    }
  }

  @Test
  void anApplicationsOwnTokenIsFoundInBothDirections() throws Exception {
    Shared shared = new Shared();
    shared.answer = Answers.app("AT-theirs");
    ClientCredentialParameters wish =
        ClientCredentialParameters.builder(Set.of(Answers.GRAPH)).build();
    shared.daemon().acquireToken(wish).get(20, TimeUnit.SECONDS);

    try (ConfidentialClient daemon = TokenCacheTest.daemon(shared.ours())) {
      assertThat(daemon.acquireForClient(ClientRequest.of(Answers.GRAPH)).accessToken().reveal())
          .isEqualTo("AT-theirs");
    }

    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.add(Answers.appEvent("AT-ours"));
    shared.text = cache.serialize().reveal();
    shared.sent = 0;
    assertThat(shared.daemon().acquireToken(wish).get(20, TimeUnit.SECONDS).accessToken())
        .isEqualTo("AT-ours");
    assertThat(shared.sent).isZero();
  }

  @Test
  void aFamilysTokenIsSharedInBothDirections() throws Exception {
    Shared shared = new Shared();
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.add(
        TokensObtained.of(
                new ClientId(Answers.CLIENT),
                Answers.ENTRA,
                Secret.of(Answers.user(Answers.UID, Answers.NAME, "AT-1", ",\"foci\":\"1\"")))
            .scopes(List.of("User.Read")));
    shared.text = cache.serialize().reveal();
    shared.answer = Answers.user(Answers.UID, Answers.NAME, "AT-2", ",\"foci\":\"1\"");

    // A member that never signed anybody in redeems our family's token, and keeps the next.
    assertThat(silently(shared.user(Kind.ENTRA, "another-member")).accessToken()).isEqualTo("AT-2");
    assertThat(shared.sent).isEqualTo(1);

    assertThat(shared.ours().find(CacheQuery.of(RefreshToken.class)))
        .extracting(RefreshToken::familyId, it -> it.secret().reveal())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("1", "RT-AT-2"));
  }
}

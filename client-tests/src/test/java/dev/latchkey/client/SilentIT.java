package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AccessPolicy;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SilentIT {

  private static final String CHALLENGE =
      "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

  private final People people = new People();
  private final PublicClient client = people.client().build();

  @AfterEach
  void close() {
    client.close();
    people.close();
  }

  private static String secret(TokenResult result) {
    return result.accessToken().reveal();
  }

  @Test
  @Tag("S-186")
  @Tag("S-187")
  @Tag("S-199")
  @Tag("S-204")
  void servesTheCacheWithoutARequest() {
    TokenResult signedIn = people.signIn(client, People.MIRA);
    Account account = client.accounts().get(0);
    TokenResult hit = client.acquireSilently(People.silent(account));
    assertThat(hit.accessToken()).isEqualTo(signedIn.accessToken());
    assertThat(hit.source()).isEqualTo(TokenSource.CACHE);
    assertThat(hit.account()).contains(account);
    assertThat(hit.idTokenClaims().orElseThrow().preferredUsername()).contains(People.MIRA);
    assertThat(people.house.sandbox.requests().all()).isEmpty();
  }

  @Test
  @Tag("S-188")
  void redeemsTheRefreshTokenWhenTheAccessTokenIsAtItsEnd() {
    Account account = people.mira(client);
    String before = secret(client.acquireSilently(People.silent(account)));
    people.time.advance(Duration.ofMinutes(56));
    TokenResult refreshed = client.acquireSilently(People.silent(account));
    assertThat(secret(refreshed)).isNotEqualTo(before);
    assertThat(refreshed.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(refreshed.refreshReason()).isEqualTo(RefreshReason.EXPIRED);
    RecordedRequest request = people.request();
    assertThat(request.formParameter("grant_type")).contains("refresh_token");
    assertThat(request.formParameter("scope")).contains("User.Read offline_access openid profile");
    assertThat(request.formParameter("client_info")).contains("1");
    String[] person = account.homeAccountId().value().split("\\.", -1);
    assertThat(request.header("x-anchormailbox")).contains("Oid:" + person[0] + "@" + person[1]);
    assertThat(secret(client.acquireSilently(People.silent(account)))).isEqualTo(secret(refreshed));
    assertThat(people.house.tokenCount()).isEqualTo(1);
  }

  @Test
  void redeemsTheNewestRefreshToken() {
    Account account = people.mira(client);
    SilentRequest forced = People.silent(account).forceRefresh(true);
    client.acquireSilently(forced);
    client.acquireSilently(forced);
    List<String> redeemed =
        people.house.tokenRequests().stream()
            .map(it -> it.formParameter("refresh_token").orElseThrow())
            .toList();
    assertThat(redeemed).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  @Tag("S-189")
  @Tag("S-195")
  void withoutAnAccountThereIsNothingEvenBesideAppTokens() {
    try (People web = People.ofWebApp();
        ConfidentialClient app = web.webClient().build()) {
      app.acquireForClient(ClientRequest.of(House.SCOPE));
      web.house.sandbox.requests().clear();
      SilentRequest request = SilentRequest.of(List.of(House.SCOPE), null);
      assertThat(app.findSilently(request)).isEmpty();
      assertThatThrownBy(() -> app.acquireSilently(request.forceRefresh(true)))
          .isInstanceOfSatisfying(
              InteractionRequiredException.class,
              e -> assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN));
      assertThat(web.house.sandbox.requests().all()).isEmpty();
    }
  }

  @Test
  @Tag("S-192")
  @Tag("S-200")
  void anEmptyCacheAnswersNothingAndSendsNothing() {
    Account stranger =
        Account.of(
            new HomeAccountId("uid.utid"), new Environment("login.windows.net"), People.NOEL);
    assertThat(client.findSilently(People.silent(stranger))).isEmpty();
    assertThatThrownBy(() -> client.acquireSilently(People.silent(stranger)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN);
              assertThat(e.error()).isEmpty();
            });
    assertThat(people.house.sandbox.requests().all()).isEmpty();
  }

  @Test
  @Tag("S-189")
  @Tag("S-192")
  @Tag("S-201")
  void aRefusalIsToldInOneVariantAndNothingInTheOther() {
    Account account = people.mira(client);
    people.house.sandbox.users().revokeSessions(People.MIRA);
    people.time.advance(Duration.ofHours(1));
    assertThat(client.findSilently(People.silent(account))).isEmpty();
    assertThatThrownBy(() -> client.acquireSilently(People.silent(account)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED);
              assertThat(e.error().orElseThrow().code()).hasToString("invalid_grant");
              assertThat(e.error().orElseThrow().suberror()).contains("bad_token");
            });
    // A refusal may concern this wish alone, so the refresh token stays.
    assertThat(client.accounts()).containsExactly(account);
  }

  @Test
  @Tag("S-191")
  void bothVariantsSendAndKeepTheSame() {
    Account account = people.mira(client);
    try (PublicClient other = people.client().build()) {
      Account same = people.mira(other);
      people.time.advance(Duration.ofHours(1));
      TokenResult one = client.acquireSilently(People.silent(account));
      Optional<TokenResult> two = other.findSilently(People.silent(same));
      List<RecordedRequest> sent = people.house.tokenRequests();
      assertThat(sent).hasSize(2);
      assertThat(sent.get(0).form().keySet()).isEqualTo(sent.get(1).form().keySet());
      assertThat(secret(client.findSilently(People.silent(account)).orElseThrow()))
          .isEqualTo(secret(one));
      assertThat(secret(other.acquireSilently(People.silent(same))))
          .isEqualTo(secret(two.orElseThrow()));
      assertThat(people.house.tokenCount()).isEqualTo(2);
    }
  }

  @Test
  @Tag("S-184")
  @Tag("S-202")
  void bothVariantsTakeTheSame() throws NoSuchMethodException {
    Method told = UserClient.class.getMethod("acquireSilently", SilentRequest.class);
    Method plain = UserClient.class.getMethod("findSilently", SilentRequest.class);
    assertThat(plain.getParameterTypes()).isEqualTo(told.getParameterTypes());
    assertThat(Arrays.stream(SilentRequest.class.getMethods()).map(Method::getName))
        .contains("of", "authority", "forceRefresh", "claims");
  }

  @Test
  @Tag("S-193")
  void scopesAreRequiredAndTheReservedOnesAreRefused() {
    assertThatThrownBy(() -> SilentRequest.of(null, null)).isInstanceOf(NullPointerException.class);
    for (String reserved : List.of("openid", "profile", "offline_access")) {
      assertThatThrownBy(() -> SilentRequest.of(List.of("User.Read", reserved), null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(reserved)
          .hasMessageContaining("offline_access openid profile");
    }
  }

  @Test
  @Tag("S-196")
  void aForcedRefreshPassesTheCacheBy() {
    Account account = people.mira(client);
    String before = secret(client.acquireSilently(People.silent(account)));
    TokenResult forced = client.acquireSilently(People.silent(account).forceRefresh(true));
    assertThat(secret(forced)).isNotEqualTo(before);
    assertThat(forced.refreshReason()).isEqualTo(RefreshReason.FORCED);
    assertThat(people.request().formParameter("grant_type")).contains("refresh_token");
  }

  @Test
  @Tag("S-197")
  void aClaimsChallengePassesTheCacheByAndIsSent() {
    Account account = people.mira(client);
    String before = secret(client.acquireSilently(People.silent(account)));
    TokenResult answered = client.acquireSilently(People.silent(account).claims(CHALLENGE));
    assertThat(secret(answered)).isNotEqualTo(before);
    assertThat(people.request().formParameter("claims")).contains(CHALLENGE);
  }

  @Test
  @Tag("S-198")
  void anotherTenantHasTokensOfItsOwn() {
    Account account = people.mira(client);
    SilentRequest abroad = People.silent(account).tenant(People.GUEST);
    TokenResult guest = client.acquireSilently(abroad);
    assertThat(guest.realm().value()).isNotEqualTo(People.HOME);
    assertThat(guest.account()).contains(account);
    assertThat(client.acquireSilently(abroad).accessToken()).isEqualTo(guest.accessToken());
    assertThat(client.acquireSilently(People.silent(account)).accessToken())
        .isNotEqualTo(guest.accessToken());
    assertThat(people.house.tokenCount()).as("sent for the guest alone").isEqualTo(1);
  }

  @Test
  @Tag("W-05")
  void theAccountHasAProfileOfEachTenant() {
    Account account = people.mira(client);
    assertThat(account.tenantProfiles()).hasSize(1);
    TokenResult guest = client.acquireSilently(People.silent(account).tenant(People.GUEST));
    Account known = guest.account().orElseThrow();
    assertThat(known.tenantProfiles()).hasSize(2);
    assertThat(known.tenantProfiles().get(0).localAccountId())
        .isNotEqualTo(known.tenantProfiles().get(1).localAccountId());
    assertThat(client.accounts().get(0).tenantProfiles()).hasSize(2);
    assertThat(client.accounts().get(0).username()).isEqualTo(People.MIRA);
  }

  @Test
  @Tag("W-31")
  void whoSignedInThroughCommonIsFoundInTheHomeTenant() {
    try (PublicClient common =
        people
            .client()
            .authority(Authority.parse("https://login.microsoftonline.com/common"))
            .build()) {
      Account account = people.mira(common);
      String token = secret(common.acquireSilently(People.silent(account)));
      assertThat(secret(common.acquireSilently(People.silent(account).tenant(People.HOME))))
          .isEqualTo(token);
      assertThat(people.house.tokenCount()).isZero();
    }
  }

  @Test
  @Tag("S-198")
  void otherHostsOfTheSameCloudShareTheirTokens() {
    Account account = people.mira(client);
    SilentRequest request = People.silent(account);
    for (String host : List.of("login.windows.net", "login.microsoft.com", "sts.windows.net")) {
      Authority alias = Authority.parse("https://" + host + "/" + People.HOME);
      assertThat(client.acquireSilently(request.authority(alias)).source())
          .isEqualTo(TokenSource.CACHE);
    }
    Authority elsewhere = Authority.parse("https://login.microsoftonline.us/" + People.HOME);
    assertThat(client.findSilently(request.authority(elsewhere))).isEmpty();
    assertThat(people.house.tokenCount()).isZero();
  }

  @Test
  void policiesThatAPersonCanMeetAskForThePerson() {
    Account account = people.mira(client);
    people
        .house
        .sandbox
        .users()
        .change(
            People.MIRA,
            it ->
                it.policy(
                    AccessPolicy.of("interaction_required", 50079)
                        .suberror("basic_action")
                        .claims(CHALLENGE)));
    assertThatThrownBy(() -> client.acquireSilently(People.silent(account).forceRefresh(true)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> {
              assertThat(e.error().orElseThrow().claims()).contains(CHALLENGE);
              assertThat(e.error().orElseThrow().suberror()).contains("basic_action");
            });
  }

  @Test
  @Tag("W-38")
  void anAnswerWithoutThePersonIsKeptForThePerson() {
    Account account = people.mira(client);
    people
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(
            Fault.body(
                "{\"access_token\":\"bare\",\"token_type\":\"Bearer\",\"expires_in\":3600}",
                "application/json"));
    TokenResult bare = client.acquireSilently(People.silent(account).forceRefresh(true));
    assertThat(bare.account()).contains(account);
    assertThat(secret(client.acquireSilently(People.silent(account)))).isEqualTo("bare");
    client.removeAccount(account);
    assertThat(client.findSilently(People.silent(account))).isEmpty();
    assertThat(people.house.tokenCount()).isEqualTo(1);
  }

  @Test
  void anotherPersonsTokensAreNotTaken() {
    Account account = people.mira(client);
    Account noel = people.signIn(client, People.NOEL).account().orElseThrow();
    String[] other = noel.homeAccountId().value().split("\\.", -1);
    String info =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("{\"uid\":\"" + other[0] + "\",\"utid\":\"" + other[1] + "\"}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    people
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(
            Fault.body(
                "{\"access_token\":\"noels\",\"expires_in\":3600,\"client_info\":\"" + info + "\"}",
                "application/json"));
    assertThatThrownBy(() -> client.acquireSilently(People.silent(account).forceRefresh(true)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("another person");
    assertThat(secret(client.acquireSilently(People.silent(account)))).isNotEqualTo("noels");
    assertThat(secret(client.acquireSilently(People.silent(noel)))).isNotEqualTo("noels");
  }

  @Test
  void anIdTokenMayComeAlone() {
    TokenResult signedIn = people.signIn(client, People.MIRA);
    Account account = signedIn.account().orElseThrow();
    people
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(
            Fault.body(
                "{\"id_token\":\"" + signedIn.idToken().orElseThrow().reveal() + "\"}",
                "application/json"));
    TokenResult alone = client.acquireSilently(People.silent(account).forceRefresh(true));
    assertThat(alone.hasAccessToken()).isFalse();
    assertThat(alone.idTokenClaims()).isPresent();
    assertThatThrownBy(alone::authorizationHeader).isInstanceOf(IllegalStateException.class);
    // What was there stays: the answer brought nothing to take its place.
    assertThat(client.acquireSilently(People.silent(account)).accessToken())
        .isEqualTo(signedIn.accessToken());
  }

  @Test
  void tokensGotWithOtherParametersAreKeptApart() {
    Account account = people.mira(client);
    SilentRequest plain = People.silent(account);
    SilentRequest other = plain.extraParameters(Map.of("slice", "test"));
    String special = secret(client.acquireSilently(other));
    assertThat(people.request().formParameter("slice")).contains("test");
    assertThat(secret(client.acquireSilently(plain))).isNotEqualTo(special);
    assertThat(secret(client.acquireSilently(other))).isEqualTo(special);
    assertThat(people.house.tokenCount()).isEqualTo(1);
  }

  @Test
  void whatTheCacheHasCompletesAtOnceAndTheRestElsewhere() throws Exception {
    Account account = people.mira(client);
    assertThat(client.async(c -> c.acquireSilently(People.silent(account)))).isDone();
    String before = secret(client.acquireSilently(People.silent(account)));
    TokenResult sent =
        client
            .async(c -> c.acquireSilently(People.silent(account).forceRefresh(true)))
            .get(20, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(secret(sent)).isNotEqualTo(before);
  }

  @Test
  void anImportedTokenOfARealmWorksToo() {
    try (PublicClient realm = people.client().authority(people.realm()).build()) {
      TokenResult signedIn =
          realm.importRefreshToken(
              RefreshTokenRequest.of(List.of(), people.realmRefreshToken(People.MIRA)));
      Account account = signedIn.account().orElseThrow();
      SilentRequest request = SilentRequest.of(List.of(), account);
      assertThat(realm.acquireSilently(request).accessToken()).isEqualTo(signedIn.accessToken());
      assertThat(realm.acquireSilently(request.forceRefresh(true)).accessToken())
          .isNotEqualTo(signedIn.accessToken());
    }
  }
}

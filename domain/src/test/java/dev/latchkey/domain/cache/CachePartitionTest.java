package dev.latchkey.domain.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CachePartitionTest {

  private static final ClientId CLIENT = new ClientId("app");
  private static final Environment HOST = new Environment("login.windows.net");
  private static final PartitionKey.App KEY =
      new PartitionKey.App(CLIENT, HOST, new Realm("contoso.onmicrosoft.com"));
  private static final Moment NOW = new Moment(1_893_456_000_000L, 0);

  private static AccessToken token(String secret, String requested, String granted) {
    return token(secret, requested, granted, NOW, null);
  }

  private static AccessToken token(
      String secret, String requested, String granted, Moment at, Account account) {
    Lifetime lifetime = Lifetime.of(at, Duration.ofHours(1));
    return AccessToken.of(
        CLIENT,
        HOST,
        Scopes.of(requested),
        ScopeMatching.IGNORE_CASE,
        lifetime,
        TokenResult.builder(Secret.of(secret), lifetime)
            .scopes(Scopes.of(granted))
            .realm(new Realm("9b8a7f6e-5d4c-4b3a-a291-665544332211"))
            .account(account)
            .build());
  }

  private static String found(CachePartition partition, String scopes) {
    AccessToken token =
        partition.find(TokenQuery.forApp(KEY, Scopes.of(scopes), ScopeMatching.IGNORE_CASE));
    return token == null ? "nothing" : token.result().accessToken().reveal();
  }

  @Test
  void findsByRequestedByGrantedAndByCoveredScopes() {
    CachePartition partition =
        CachePartition.empty(KEY)
            .with(token("one", "api/.default", "api/Read api/Write email"), NOW);
    assertThat(found(partition, "api/.default")).isEqualTo("one");
    assertThat(found(partition, "api/write EMAIL api/read")).isEqualTo("one");
    assertThat(found(partition, "API/Read")).isEqualTo("one");
    assertThat(found(partition, "api/Read other")).isEqualTo("nothing");
    assertThat(found(partition, "api/.default api/Read")).isEqualTo("nothing");
  }

  @Test
  void theNewestOfThoseThatCoverWins() {
    Moment later = new Moment(NOW.epochMillis() + 1000, 1_000_000_000L);
    CachePartition partition =
        CachePartition.empty(KEY)
            .with(token("new", "a b", "a b", later, null), later)
            .with(token("old", "a c", "a c"), later);
    assertThat(found(partition, "a")).isEqualTo("new");
  }

  @Test
  void aTokenForTheSameScopesReplacesTheOld() {
    CachePartition partition =
        CachePartition.empty(KEY)
            .with(token("one", "a", "a b"), NOW)
            .with(token("two", "a", "a b"), NOW);
    assertThat(partition.accessTokens()).hasSize(1);
    assertThat(found(partition, "a")).isEqualTo("two");
    assertThat(found(partition, "b")).isEqualTo("two");
  }

  @Test
  void tokensAtTheirEndGoWhenAnotherComes() {
    Moment end = new Moment(NOW.epochMillis() + 3_600_000, 3_600_000_000_000L);
    CachePartition partition =
        CachePartition.empty(KEY)
            .with(token("one", "a", "a"), NOW)
            .with(token("two", "b", "b", end, null), end);
    assertThat(partition.accessTokens()).hasSize(1);
    assertThat(found(partition, "a")).isEqualTo("nothing");
  }

  @Test
  void aSnapshotNeverChanges() {
    CachePartition before = CachePartition.empty(KEY).with(token("one", "a", "a"), NOW);
    before.with(token("two", "b", "b"), NOW);
    assertThat(found(before, "b")).isEqualTo("nothing");
    assertThat(before.withoutAccessTokens().isEmpty()).isTrue();
    assertThat(before.isEmpty()).isFalse();
  }

  @Test
  void boundTokensAreFoundForTheirKeyOnly() {
    CachePartition partition =
        CachePartition.empty(KEY).with(token("bound", "a", "a").boundTo("key-1"), NOW);
    TokenQuery query = TokenQuery.forApp(KEY, Scopes.of("a"), ScopeMatching.IGNORE_CASE);
    assertThat(partition.find(query)).isNull();
    assertThat(partition.find(query.boundTo("key-2"))).isNull();
    assertThat(partition.find(query.boundTo("key-1"))).isNotNull();
  }

  @Test
  @Tag("W-01")
  void aPersonsTokenDoesNotEnterAnApplicationsPartition() {
    Account person = Account.of(new HomeAccountId("uid.utid"), HOST, "mira@contoso.example");
    assertThatThrownBy(() -> CachePartition.empty(KEY).with(token("x", "a", "a", NOW, person), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                CachePartition.empty(new PartitionKey.User(new HomeAccountId("uid.utid")))
                    .with(token("x", "a", "a"), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void whatIsMadeInOneGoIsWhatIsMadeOneByOne(
      @ForAll @Size(max = 5) List<@IntRange(max = 7) Integer> kinds) {
    HomeAccountId mira = new HomeAccountId("uid.utid");
    PartitionKey.User key = new PartitionKey.User(mira);
    CachePartition oneByOne = CachePartition.empty(key);
    List<RefreshToken> refreshTokens = new ArrayList<>();
    List<IdToken> idTokens = new ArrayList<>();
    List<AccountRecord> records = new ArrayList<>();
    List<AppMetadata> applications = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      int kind = kinds.get(i);
      ClientId client = new ClientId("app" + (kind & 1));
      Realm realm = new Realm((kind & 2) == 0 ? "utid" : "other");
      String family = (kind & 4) == 0 ? null : "1";
      Secret secret = Secret.of("secret" + i);
      refreshTokens.add(new RefreshToken(mira, HOST, client, family, secret, NOW.instant()));
      idTokens.add(new IdToken(mira, HOST, client, realm, secret));
      records.add(new AccountRecord(Account.of(mira, HOST, "name" + i), realm, "uid", null));
      applications.add(new AppMetadata(client, HOST, family));
      oneByOne =
          oneByOne
              .with(refreshTokens.get(i))
              .with(idTokens.get(i))
              .with(records.get(i))
              .with(applications.get(i));
    }

    CachePartition inOneGo = CachePartition.of(key, refreshTokens, idTokens, records, applications);

    assertThat(inOneGo.entries()).containsExactlyElementsOf(oneByOne.entries().toList());
    Account shown = oneByOne.account(HOST);
    assertThat(inOneGo.account(HOST)).isEqualTo(shown);
    if (shown != null) {
      Account made = Objects.requireNonNull(inOneGo.account(HOST));
      assertThat(made.username()).isEqualTo(shown.username());
      assertThat(made.tenantProfiles()).isEqualTo(shown.tenantProfiles());
    }
  }

  @Test
  void nobodyElsesEntriesEnterInOneGo() {
    PartitionKey.User noel = new PartitionKey.User(new HomeAccountId("noel.utid"));
    HomeAccountId mira = new HomeAccountId("uid.utid");
    Secret secret = Secret.of("s");
    RefreshToken refreshToken = new RefreshToken(mira, HOST, CLIENT, null, secret, NOW.instant());
    IdToken idToken = new IdToken(mira, HOST, CLIENT, new Realm("utid"), secret);
    AccountRecord record =
        new AccountRecord(Account.of(mira, HOST, "mira"), new Realm("utid"), "uid", null);
    assertThatThrownBy(
            () -> CachePartition.of(noel, List.of(refreshToken), List.of(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> CachePartition.of(noel, List.of(), List.of(idToken), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> CachePartition.of(noel, List.of(), List.of(), List.of(record), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

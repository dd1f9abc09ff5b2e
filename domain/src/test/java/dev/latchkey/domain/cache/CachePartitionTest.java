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
}

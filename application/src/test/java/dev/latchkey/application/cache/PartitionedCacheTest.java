package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
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
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionedCacheTest {

  private static final ClientId CLIENT = new ClientId("app");
  private static final Environment HOST = new Environment("login.windows.net");
  private static final Realm REALM = new Realm("utid");
  private static final Moment NOW = new Moment(1_893_456_000_000L, 0);
  private static final int PEOPLE = 300;

  private final PartitionedCache cache = new PartitionedCache(20_000);

  private static PartitionKey.User person(int number) {
    return new PartitionKey.User(new HomeAccountId("uid" + number + ".utid"));
  }

  private void signIn(int number) {
    PartitionKey.User key = person(number);
    Account account = Account.of(key.homeAccountId(), HOST, "user" + number);
    Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
    TokenResult result =
        TokenResult.builder(Secret.of("x".repeat(1000)), lifetime)
            .scopes(Scopes.of("s"))
            .realm(REALM)
            .account(account)
            .build();
    cache.update(
        key,
        old ->
            old.with(new AccountRecord(account, REALM, "local" + number, null))
                .with(
                    new RefreshToken(
                        key.homeAccountId(),
                        HOST,
                        CLIENT,
                        null,
                        Secret.of("r" + number),
                        Instant.EPOCH))
                .with(
                    AccessToken.of(
                        CLIENT, HOST, Scopes.of("s"), ScopeMatching.EXACT, lifetime, result),
                    NOW));
  }

  private long accessTokens() {
    return cache.readAll().stream().mapToLong(it -> it.accessTokens().size()).sum();
  }

  @Test
  void aFullCacheDropsAccessTokensAndSignsNobodyOut() {
    IntStream.range(0, PEOPLE).forEach(this::signIn);
    assertThat(accessTokens()).isPositive().isLessThan(30);
    assertThat(cache.readAll()).hasSize(PEOPLE);
    assertThat(IntStream.range(0, PEOPLE))
        .allMatch(it -> cache.read(person(it)).account(HOST) != null)
        .allMatch(it -> cache.read(person(it)).refreshTokensFor(CLIENT, HOST).size() == 1);
  }

  @Test
  void whoseAccessTokensWereDroppedComesBackWhole() {
    IntStream.range(0, PEOPLE).forEach(this::signIn);
    signIn(0);
    assertThat(cache.read(person(0)).refreshTokens()).hasSize(1);
    assertThat(cache.readAll()).hasSize(PEOPLE);
  }

  @Test
  void whoSignsOutAfterAccessTokensWereDroppedDoesNotComeBack() {
    IntStream.range(0, PEOPLE).forEach(this::signIn);
    List<PartitionKey.User> everyone =
        IntStream.range(0, PEOPLE).mapToObj(PartitionedCacheTest::person).toList();
    everyone.forEach(it -> cache.update(it, old -> old.signedOutOf(CLIENT)));
    assertThat(cache.readAll()).isEmpty();
    assertThat(everyone).allMatch(it -> cache.read(it).isEmpty());
  }
}

package dev.latchkey.application.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SpentSessionsTest {

  private static final ClientId CLIENT = new ClientId("middle");
  private static final Environment HOST = new Environment("login.example");
  private static final HomeAccountId MIRA = new HomeAccountId("mira.tenant");

  private final ManualTimeSource time = new ManualTimeSource();
  private final PartitionedCache cache = new PartitionedCache(1 << 20);
  private final SpentSessions spent = new SpentSessions(cache, time);

  private PartitionKey.Obo keep(String session, Duration life) {
    PartitionKey.Obo key = new PartitionKey.Obo(CLIENT, session);
    Lifetime lifetime = Lifetime.of(time.moment(), life);
    TokenResult result =
        TokenResult.builder(Secret.of("AT"), lifetime)
            .realm(new Realm("tenant"))
            .account(Account.of(MIRA, HOST, ""))
            .build();
    cache.save(
        key,
        AccessToken.of(CLIENT, HOST, Scopes.of("a"), ScopeMatching.EXACT, lifetime, result),
        time.moment());
    return key;
  }

  private List<PartitionKey> keys() {
    return cache.readAll().stream().map(CachePartition::key).toList();
  }

  private void requests(int count) {
    for (int i = 0; i < count; i++) {
      spent.sweepNowAndThen();
    }
  }

  @Test
  @Tag("W-43")
  void whatCallersLeftBehindIsDroppedNowAndThen() {
    for (int i = 0; i < 100; i++) {
      keep("assertion:" + i, Duration.ofHours(1));
    }
    PartitionKey young = keep("assertion:young", Duration.ofHours(5));
    time.advance(Duration.ofHours(2));
    requests(SpentSessions.REQUESTS_BETWEEN - 1);
    assertThat(keys()).hasSize(101);
    requests(1);
    assertThat(keys()).containsExactly(young);
  }

  @Test
  void aSessionThatCanGoOnStays() {
    PartitionKey.Obo job = keep("session:job", Duration.ofHours(1));
    cache.update(
        job,
        old ->
            old.with(new RefreshToken(MIRA, HOST, CLIENT, null, Secret.of("RT"), time.instant())));
    time.advance(Duration.ofDays(30));
    requests(SpentSessions.REQUESTS_BETWEEN);
    assertThat(keys()).containsExactly(job);
  }

  @Test
  void whatIsNoSessionIsNotTouched() {
    PartitionKey.App app = new PartitionKey.App(CLIENT, HOST, new Realm("tenant"));
    Lifetime lifetime = Lifetime.of(time.moment(), Duration.ofHours(1));
    cache.save(
        app,
        AccessToken.of(
            CLIENT,
            HOST,
            Scopes.of("a"),
            ScopeMatching.EXACT,
            lifetime,
            TokenResult.builder(Secret.of("AT"), lifetime).realm(new Realm("tenant")).build()),
        time.moment());
    time.advance(Duration.ofDays(1));
    requests(SpentSessions.REQUESTS_BETWEEN);
    assertThat(keys()).containsExactly(app);
  }
}

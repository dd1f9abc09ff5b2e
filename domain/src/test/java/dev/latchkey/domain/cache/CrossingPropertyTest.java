package dev.latchkey.domain.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** T-08: a token is never given for another tenant, cloud, client, person, scheme or key. */
class CrossingPropertyTest {

  private static final Moment NOW = new Moment(1_893_456_000_000L, 0);
  private static final Scopes SCOPES = Scopes.of("User.Read");

  /** Whom a token is for; each part from a few texts that separators could confuse. */
  record Holder(
      String person, String cloud, String client, String tenant, String scheme, String key) {

    PartitionKey.User partition() {
      return new PartitionKey.User(new HomeAccountId(person));
    }

    TokenQuery query() {
      TokenQuery query =
          TokenQuery.forUser(
                  new ClientId(client),
                  new Environment(cloud),
                  new Realm(tenant),
                  SCOPES,
                  ScopeMatching.IGNORE_CASE)
              .ofType(new TokenType(scheme));
      return key.isEmpty() ? query : query.boundTo(key);
    }

    AccessToken token() {
      Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
      AccessToken token =
          AccessToken.of(
                  new ClientId(client),
                  new Environment(cloud),
                  SCOPES,
                  ScopeMatching.IGNORE_CASE,
                  lifetime,
                  TokenResult.builder(Secret.of(toString()), lifetime)
                      .scopes(SCOPES)
                      .realm(new Realm(tenant))
                      .tokenType(new TokenType(scheme))
                      .account(Account.of(new HomeAccountId(person), new Environment(cloud), ""))
                      .build())
              .askedIn(new Realm(tenant));
      return key.isEmpty() ? token : token.boundTo(key);
    }
  }

  @Provide
  Arbitrary<Holder> holders() {
    Arbitrary<String> person = Arbitraries.of("a.b", "a", "a.b-c", "a-b.c", "b.a", "c.c");
    Arbitrary<String> cloud = Arbitraries.of("b-c", "b", "c", "a.b", "a:443");
    Arbitrary<String> client = Arbitraries.of("c", "b-c", "c-d", "a|b", "a b".replace(' ', '_'));
    Arbitrary<String> tenant = Arbitraries.of("b", "c", "b-c", "d", "", "/a", "/a/b");
    Arbitrary<String> scheme = Arbitraries.of("Bearer", "pop", "ssh-cert");
    Arbitrary<String> key = Arbitraries.of("", "k", "k-l", "pop");
    return Combinators.combine(person, cloud, client, tenant, scheme, key).as(Holder::new);
  }

  @Property(tries = 10_000)
  void aTokenIsFoundByItsHolderAndByNoOther(
      @ForAll("holders") Holder one, @ForAll("holders") Holder other) {
    Map<PartitionKey, CachePartition> cache = new HashMap<>();
    for (Holder holder : List.of(one, other)) {
      cache.merge(
          holder.partition(),
          CachePartition.empty(holder.partition()).with(holder.token(), NOW),
          (old, added) -> old.with(holder.token(), NOW));
    }
    for (Holder holder : List.of(one, other)) {
      AccessToken found = cache.get(holder.partition()).find(holder.query());
      assertThat(found).isNotNull();
      assertThat(found.result().accessToken().reveal()).isEqualTo(holder.toString());
    }
    if (!one.equals(other)) {
      CachePartition alone = CachePartition.empty(one.partition()).with(one.token(), NOW);
      boolean reachable = one.partition().equals(other.partition());
      assertThat(reachable ? alone.find(other.query()) : null).isNull();
    }
  }
}

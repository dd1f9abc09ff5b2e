package dev.latchkey.domain.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Few tokens or many: what is found is what looking through all of them would find. */
class ScopeSearchPropertyTest {

  private static final ClientId CLIENT = new ClientId("app");
  private static final Environment HOST = new Environment("login.windows.net");
  private static final PartitionKey.App KEY =
      new PartitionKey.App(CLIENT, HOST, new Realm("contoso.onmicrosoft.com"));

  /** What an authority was asked for, what it granted, and for how many seconds. */
  record Grant(Set<String> requested, Set<String> granted, int seconds) {

    AccessToken token(Moment at) {
      Lifetime lifetime = Lifetime.of(at, Duration.ofSeconds(seconds));
      return AccessToken.of(
          CLIENT,
          HOST,
          Scopes.of(requested),
          ScopeMatching.IGNORE_CASE,
          lifetime,
          TokenResult.builder(Secret.of("token"), lifetime)
              .scopes(Scopes.of(granted))
              .realm(KEY.realm())
              .build());
    }
  }

  // The words whose hashes are equal meet in one place.
  private static Arbitrary<Set<String>> scopes() {
    return Arbitraries.of("Aa", "BB", "AaBB", "BBAa", "a", "b", "c", "d", "e", "f", "G", "h")
        .set()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<Grant> grants() {
    return Combinators.combine(scopes(), scopes(), Arbitraries.of(30, 3_600)).as(Grant::new);
  }

  @Provide
  Arbitrary<Set<String>> wishes() {
    return scopes();
  }

  @Property(tries = 2_000)
  void whatIsFoundIsWhatASearchOfAllWouldFind(
      @ForAll @Size(max = 40) List<@From("grants") Grant> grants,
      @ForAll("wishes") Set<String> wish) {
    CachePartition partition = CachePartition.empty(KEY);
    List<AccessToken> all = new ArrayList<>();
    long second = 0;
    for (Grant grant : grants) {
      second++;
      Moment now = new Moment(1_893_456_000_000L + second * 1_000, second * 1_000_000_000L);
      AccessToken added = grant.token(now);
      all.removeIf(
          it ->
              isExactly(it, added.requested())
                  || isExactly(it, added.granted())
                  || it.lifetime().isSpentAt(now));
      all.add(added);
      partition = partition.with(added, now);
      assertThat(partition.accessTokens()).containsExactlyElementsOf(all);
      check(partition, all, added.requested());
      check(partition, all, added.granted());
    }
    check(partition, all, Scopes.of(wish));
  }

  private static void check(CachePartition partition, List<AccessToken> all, Scopes wish) {
    assertThat(partition.find(TokenQuery.forApp(KEY, wish, ScopeMatching.IGNORE_CASE)))
        .isSameAs(expected(all, wish));
  }

  private static AccessToken expected(List<AccessToken> all, Scopes wish) {
    AccessToken newest = null;
    for (AccessToken token : all) {
      if (isExactly(token, wish)) {
        return token;
      }
      if (token.granted().covers(wish, ScopeMatching.IGNORE_CASE)) {
        newest = token;
      }
    }
    return newest;
  }

  private static boolean isExactly(AccessToken token, Scopes scopes) {
    return key(token.requested()).equals(key(scopes)) || key(token.granted()).equals(key(scopes));
  }

  private static String key(Scopes scopes) {
    return scopes.key(ScopeMatching.IGNORE_CASE);
  }
}

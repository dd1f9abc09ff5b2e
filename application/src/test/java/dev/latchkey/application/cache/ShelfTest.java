package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
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
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shelf shows what the map has, whatever was done to either. */
class ShelfTest {

  private static final ClientId CLIENT = new ClientId("app");
  private static final Environment HOST = new Environment("login.example");
  private static final Scopes SCOPES = Scopes.of("scope");
  private static final Moment NOW = new Moment(0, 0);

  private static PartitionKey.App key(int tenant) {
    return new PartitionKey.App(CLIENT, HOST, new Realm("tenant-" + tenant));
  }

  private static TokenQuery query(int tenant) {
    return TokenQuery.forApp(key(tenant), SCOPES, ScopeMatching.EXACT);
  }

  private static AccessToken token(int tenant, int number) {
    Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
    return AccessToken.of(
        CLIENT,
        HOST,
        SCOPES,
        ScopeMatching.EXACT,
        lifetime,
        TokenResult.builder(Secret.of("token " + number + " ".repeat(1_000)), lifetime)
            .scopes(SCOPES)
            .realm(new Realm("tenant-" + tenant))
            .build());
  }

  @Test
  void aShelfMadeBeforeOrAfterATokenShowsIt() {
    PartitionedCache cache = new PartitionedCache(1 << 20);
    Shelf before = cache.shelf(key(1));
    assertThat(cache.find(before, query(1))).isNull();
    AccessToken token = token(1, 1);
    cache.save(key(1), token, NOW);

    assertThat(cache.find(before, query(1))).isSameAs(token);
    assertThat(cache.find(cache.shelf(key(1)), query(1))).isSameAs(token);
    assertThat(cache.shelf(key(1))).isSameAs(before);
  }

  @Test
  void whatIsRemovedIsGoneFromTheShelf() {
    PartitionedCache cache = new PartitionedCache(1 << 20);
    Shelf shelf = cache.shelf(key(1));
    cache.save(key(1), token(1, 1), NOW);

    assertThat(cache.remove(key -> true)).isOne();
    assertThat(cache.find(shelf, query(1))).isNull();
  }

  @Test
  void whenEverythingIsReplacedShelvesShowWhatIsThereAndTheBoundHolds() {
    PartitionedCache cache = new PartitionedCache(40_000);
    List<Shelf> shelves = IntStream.range(0, 80).mapToObj(i -> cache.shelf(key(i))).toList();
    cache.save(key(70), token(70, 70), NOW);

    for (int count : new int[] {5, 60, 3, 0}) {
      List<CachePartition> all =
          IntStream.range(0, count)
              .mapToObj(i -> CachePartition.empty(key(i)).with(token(i, count), NOW))
              .toList();
      cache.replaceAll(all);

      int found = 0;
      for (int i = 0; i < shelves.size(); i++) {
        AccessToken token = cache.find(shelves.get(i), query(i));
        assertThat(cache.find(key(i), query(i))).isSameAs(token);
        if (token != null) {
          assertThat(all.get(i).find(query(i))).isSameAs(token);
          found++;
        }
      }
      assertThat(found).isEqualTo(cache.size()).isBetween(Math.min(count, 15), Math.min(count, 30));
      assertThat(cache.weight()).isBetween(found * 1_000L, 40_000L);
    }
  }

  @Test
  void shelvesAgreeWithTheMapThroughEvictionAndRemoval() {
    PartitionedCache cache = new PartitionedCache(40_000);
    List<Shelf> shelves =
        new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> cache.shelf(key(i))).toList());
    Random random = new Random(42);
    int evicted = 0;
    for (int step = 0; step < 5_000; step++) {
      int tenant = random.nextInt(50);
      if (random.nextInt(20) == 0) {
        cache.remove(key -> key.equals(key(tenant)));
      } else {
        cache.save(key(tenant), token(tenant, step), NOW);
      }
      for (int i = 0; i < 50; i++) {
        AccessToken byKey = cache.find(key(i), query(i));
        assertThat(cache.find(shelves.get(i), query(i))).isSameAs(byKey);
        evicted += byKey == null ? 1 : 0;
      }
    }
    assertThat(evicted).as("the bound was reached").isGreaterThan(10_000);
  }
}

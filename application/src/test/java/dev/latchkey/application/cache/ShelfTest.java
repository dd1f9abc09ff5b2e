package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.schema.LatePartition;
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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
      cache.replaceAll(all.stream().map(ShelfTest::late).toList());

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
  void whatIsReplacedIsMadeOnceAndWhenSomebodyAsks() throws Exception {
    PartitionedCache cache = new PartitionedCache(1 << 20);
    AtomicInteger made = new AtomicInteger();
    List<LatePartition> all =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new LatePartition(
                        key(i),
                        1,
                        1_000,
                        () -> {
                          made.incrementAndGet();
                          return CachePartition.empty(key(i)).with(token(i, i), NOW);
                        }))
            .toList();

    cache.replaceAll(all);
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.weight()).isBetween(3 * 1_000L, 3 * 4_000L);
    assertThat(made).as("before anybody asks").hasValue(0);

    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CyclicBarrier together = new CyclicBarrier(8);
      List<Future<AccessToken>> found =
          Collections.nCopies(8, 0).stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            together.await();
                            return cache.find(key(1), query(1));
                          }))
              .toList();
      for (Future<AccessToken> one : found) {
        assertThat(one.get()).isNotNull().isSameAs(cache.find(key(1), query(1)));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).as("by those who ask for one").hasValue(1);
    assertThat(cache.find(cache.shelf(key(2)), query(2))).isNotNull();
    assertThat(cache.find(key(2), query(2))).isNotNull();
    assertThat(made).as("by a shelf").hasValue(2);
    assertThat(cache.readAll()).hasSize(3);
    assertThat(cache.recallAll()).hasSize(3);
    assertThat(made).as("by all").hasValue(3);

    assertThat(cache.remove(key -> true)).isEqualTo(3);
    assertThat(cache.weight()).isZero();
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

  private static LatePartition late(CachePartition partition) {
    int tokens = partition.accessTokens().size();
    return new LatePartition(partition.key(), tokens, tokens * 1_000L, () -> partition);
  }
}

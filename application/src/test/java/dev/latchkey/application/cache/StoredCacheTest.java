package dev.latchkey.application.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.idtoken.RowDecoding;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.tck.FixedRandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MemoryTokenCacheStore;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes over one store, each with its own memory. */
@SuppressWarnings("try") // locks are held, not used
class StoredCacheTest {

  private static final ClientId APP = new ClientId("app");
  private static final Environment IDP = new Environment("idp.example");
  private static final Realm TENANT = new Realm("t");
  private static final PartitionKey.User MIRA = new PartitionKey.User(new HomeAccountId("mira.t"));
  private static final PartitionKey.User ODO = new PartitionKey.User(new HomeAccountId("odo.t"));
  private static final TokenQuery WISH =
      TokenQuery.forUser(APP, IDP, TENANT, Scopes.of("s"), ScopeMatching.IGNORE_CASE);

  private final ManualTimeSource time = new ManualTimeSource();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<CacheEvent> events = new CopyOnWriteArrayList<>();
  private final Events telling = new Events(sink());
  private final MemoryTokenCacheStore store = new MemoryTokenCacheStore(StoreLayout.PARTITIONED);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private EventSink sink() {
    return new EventSink() {
      @Override
      public void on(TokenEvent event) {
        throw new AssertionError("no acquisition is made here");
      }

      @Override
      public void onCache(CacheEvent event) {
        events.add(event);
      }
    };
  }

  // Events come on a thread of their own, in order: after the last of them comes this one.
  private List<CacheEvent> told() {
    CacheEvent last = CacheEvent.builder(CacheEvent.Operation.VERSION).build();
    telling.tellCache(() -> last);
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (events.stream().noneMatch(it -> it == last) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    List<CacheEvent> all = new ArrayList<>(events);
    assertThat(all.remove(all.size() - 1)).isSameAs(last);
    events.clear();
    return all;
  }

  private PartitionedCache process(TokenCacheStore over) {
    return process(over, Duration.ofSeconds(20));
  }

  private PartitionedCache process(TokenCacheStore over, Duration limit) {
    SharedValues values = new SharedValues();
    return new PartitionedCache(
        1 << 22,
        new StoredPartitions(
            over,
            new Plaintext(),
            false,
            new StoreCalls(threads, limit, time, telling),
            new RowDecoding(new FixedRandomSource(), values),
            time),
        values);
  }

  private AccessToken token(PartitionKey.User person, String secret) {
    return token(person, secret, "s");
  }

  private AccessToken token(PartitionKey.User person, String secret, String scope) {
    Lifetime lifetime = Lifetime.of(time.moment(), Duration.ofHours(1));
    return AccessToken.of(
        APP,
        IDP,
        Scopes.of(scope),
        ScopeMatching.IGNORE_CASE,
        lifetime,
        TokenResult.builder(Secret.of(secret), lifetime)
            .scopes(Scopes.of(scope))
            .realm(TENANT)
            .account(Account.of(person.homeAccountId(), IDP, ""))
            .build());
  }

  private RefreshToken refresh(PartitionKey.User person, String secret) {
    return new RefreshToken(
        person.homeAccountId(), IDP, APP, null, Secret.of(secret), time.instant());
  }

  private CachePartition signedIn(CachePartition old, PartitionKey.User person) {
    return old.with(refresh(person, "rt-1"))
        .with(token(person, "at-1"), time.moment())
        .with(
            new AccountRecord(
                Account.of(person.homeAccountId(), IDP, person.homeAccountId().value()),
                TENANT,
                "local",
                null));
  }

  private static @Nullable String found(PartitionedCache cache, PartitionKey.User person) {
    AccessToken token = cache.find(person, WISH);
    return token == null ? null : token.result().accessToken().reveal();
  }

  private static List<String> refreshTokens(PartitionedCache cache, PartitionKey.User person) {
    return cache.read(person).refreshTokens().stream().map(it -> it.secret().reveal()).toList();
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  void whatOneProcessSavesAnotherFinds(StoreLayout layout) {
    MemoryTokenCacheStore shared = new MemoryTokenCacheStore(layout);
    PartitionedCache one = process(shared);
    PartitionedCache other = process(shared);

    assertThat(one.update(MIRA, old -> signedIn(old, MIRA))).isTrue();
    assertThat(one.update(ODO, old -> signedIn(old, ODO))).isTrue();

    assertThat(found(other, MIRA)).isEqualTo("at-1");
    assertThat(refreshTokens(other, ODO)).containsExactly("rt-1");
    assertThat(other.readAll().stream().map(CachePartition::key))
        .containsExactlyInAnyOrder(MIRA, ODO);
  }

  @Test
  void memoryIsServedForTwoSecondsAndThenTheStoreIsAsked() {
    PartitionedCache one = process(store);
    PartitionedCache other = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    assertThat(found(other, MIRA)).isEqualTo("at-1");
    one.update(MIRA, old -> old.with(token(MIRA, "at-2"), time.moment()));

    assertThat(found(other, MIRA)).isEqualTo("at-1");
    time.advance(Duration.ofSeconds(3));
    assertThat(found(other, MIRA)).isEqualTo("at-2");
  }

  @Test
  void aHitLoadsNothingWhileTheVersionHolds() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    int loads = store.loads();

    for (int i = 0; i < 100; i++) {
      time.advance(Duration.ofSeconds(1));
      assertThat(found(one, MIRA)).isEqualTo("at-1");
    }

    assertThat(store.loads()).isEqualTo(loads);
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  void aNoticeMakesTheStoreBeAskedAtOnce(StoreLayout layout) {
    MemoryTokenCacheStore shared = new MemoryTokenCacheStore(layout);
    PartitionedCache one = process(shared);
    PartitionedCache other = process(shared);
    one.update(MIRA, old -> signedIn(old, MIRA));
    assertThat(found(other, MIRA)).isEqualTo("at-1");
    one.update(MIRA, old -> old.with(token(MIRA, "at-2"), time.moment()));

    shared.content().keySet().forEach(shared::announce);

    assertThat(found(other, MIRA)).isEqualTo("at-2");
  }

  @Test
  void whoReadsBeforeARefreshSeesWhatAnotherRotatedJustNow() {
    PartitionedCache one = process(store);
    PartitionedCache other = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    assertThat(refreshTokens(other, MIRA)).containsExactly("rt-1");

    one.update(MIRA, old -> old.with(refresh(MIRA, "rt-2")));

    assertThat(refreshTokens(other, MIRA)).containsExactly("rt-2");
    assertThat(Objects.requireNonNull(other.findAfresh(MIRA, WISH))).isNotNull();
  }

  @Test
  void aSignOutElsewhereWinsOverWhatIsInMemory() {
    PartitionedCache one = process(store);
    PartitionedCache other = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    assertThat(found(other, MIRA)).isEqualTo("at-1");

    one.require(MIRA, old -> old.signedOutOf(APP));
    time.advance(Duration.ofSeconds(3));

    assertThat(found(other, MIRA)).isNull();
    assertThat(store.content()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  @Tag("W-47")
  void manyWritersLoseNothing(StoreLayout layout) throws Exception {
    MemoryTokenCacheStore shared = new MemoryTokenCacheStore(layout);
    List<PartitionedCache> processes =
        IntStream.range(0, 4).mapToObj(i -> process(shared)).toList();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> writers = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      PartitionedCache process = processes.get(p);
      int first = p * 25;
      writers.add(
          threads.submit(
              () -> {
                start.await();
                for (int i = first; i < first + 25; i++) {
                  String app = "app-" + i;
                  process.require(
                      MIRA,
                      old ->
                          old.with(
                              new RefreshToken(
                                  MIRA.homeAccountId(),
                                  IDP,
                                  new ClientId(app),
                                  null,
                                  Secret.of("rt-" + app),
                                  time.instant())));
                }
                return null;
              }));
    }

    start.countDown();
    for (Future<?> writer : writers) {
      writer.get(50, TimeUnit.SECONDS);
    }

    for (PartitionedCache process : processes) {
      assertThat(refreshTokens(process, MIRA)).hasSize(100);
    }
  }

  @Test
  @Tag("W-42")
  void aSaveWritesItsPartitionAlone() {
    PartitionedCache one = process(store);
    for (int i = 0; i < 200; i++) {
      PartitionKey.User person = new PartitionKey.User(new HomeAccountId("p" + i + ".t"));
      one.update(person, old -> signedIn(old, person));
    }
    assertThat(told()).isNotEmpty();

    one.update(MIRA, old -> signedIn(old, MIRA));

    long saved =
        told().stream()
            .filter(it -> it.operation() == CacheEvent.Operation.SAVE)
            .mapToLong(CacheEvent::bytes)
            .sum();
    assertThat(saved).isBetween(500L, 3_000L);
  }

  @Test
  void aStoreMayDropWhatNobodyCouldUseAnyMore() {
    PartitionedCache one = process(store);
    PartitionKey.App daemon = new PartitionKey.App(APP, IDP, TENANT);
    Lifetime lifetime = Lifetime.of(time.moment(), Duration.ofHours(1));
    one.save(
        daemon,
        AccessToken.of(
            APP,
            IDP,
            Scopes.of("s"),
            ScopeMatching.IGNORE_CASE,
            lifetime,
            TokenResult.builder(Secret.of("app-token"), lifetime)
                .scopes(Scopes.of("s"))
                .realm(TENANT)
                .build()),
        time.moment());
    one.update(MIRA, old -> signedIn(old, MIRA));

    assertThat(store.lifetimes().get(StoreKeys.of(daemon)))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(store.lifetimes().get(StoreKeys.of(MIRA))).isEqualTo(Duration.ofDays(90));
  }

  @Test
  @Tag("W-43")
  void expiredTokensGoWhenThePartitionIsWritten() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    time.advance(Duration.ofDays(2));

    one.update(MIRA, old -> old.with(refresh(MIRA, "rt-2")));

    assertThat(new String(store.content().get(StoreKeys.of(MIRA)), UTF_8))
        .contains("rt-2")
        .doesNotContain("at-1");
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  void aMonthOfHourlyTokensTakesNoMoreRoomThanADay(StoreLayout layout) {
    // F-12
    MemoryTokenCacheStore file = new MemoryTokenCacheStore(layout);
    PartitionedCache one = process(file);
    int live = 0;
    for (int hour = 0; hour < 30 * 24; hour++) {
      for (PartitionKey.User person : List.of(MIRA, ODO)) {
        String scope = "s" + hour % 48;
        one.update(person, old -> old.with(token(person, "at", scope), time.moment()));
        one.update(person, old -> old.with(refresh(person, "rt")));
      }
      int size = file.content().values().stream().mapToInt(bytes -> bytes.length).sum();
      live = hour == 2 ? size : live;
      assertThat(hour < 3 ? 0 : size).isLessThanOrEqualTo(2 * live);
      time.advance(Duration.ofHours(1));
    }
  }

  @Test
  void aStoreLearnsNeitherUsersNorTenantsByItsKeys() {
    process(store).update(MIRA, old -> signedIn(old, MIRA));

    assertThat(store.content().keySet()).allMatch(key -> key.value().matches("[A-Za-z0-9_-]{43}"));
  }

  // --- failures ---

  @Test
  void whatAFailingStoreMissedItGetsWhenItIsBack() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.failing(true);

    boolean stored = one.update(MIRA, old -> old.with(refresh(MIRA, "rt-2")));
    assertThat(stored).isFalse();
    assertThat(one.update(MIRA, old -> old.with(token(MIRA, "at-2"), time.moment()))).isFalse();
    assertThat(found(one, MIRA)).isEqualTo("at-2");
    assertThat(refreshTokens(one, MIRA)).containsExactly("rt-2");

    store.failing(false);
    time.advance(Duration.ofMinutes(1));
    assertThat(found(one, MIRA)).isEqualTo("at-2");
    PartitionedCache other = process(store);
    assertThat(found(other, MIRA)).isEqualTo("at-2");
    assertThat(refreshTokens(other, MIRA)).containsExactly("rt-2");
  }

  @Test
  void whatWasMissedIsBroughtToWhatOthersWroteMeanwhile() {
    PartitionedCache one = process(store);
    PartitionedCache other = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.failing(true);
    one.update(MIRA, old -> old.with(token(MIRA, "at-2"), time.moment()));
    store.failing(false);
    other.update(MIRA, old -> old.with(refresh(MIRA, "rt-2")));
    time.advance(Duration.ofMinutes(1));

    one.update(MIRA, old -> old);

    assertThat(refreshTokens(other, MIRA)).containsExactly("rt-2");
    assertThat(other.findAfresh(MIRA, WISH)).isNotNull();
    time.advance(Duration.ofSeconds(3));
    assertThat(found(other, MIRA)).isEqualTo("at-2");
  }

  @Test
  void aStoreThatIsOutIsNotAskedForAWhile() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.failing(true);
    time.advance(Duration.ofSeconds(3));
    assertThat(found(one, MIRA)).isEqualTo("at-1");
    assertThat(told()).isNotEmpty();

    for (int i = 0; i < 50; i++) {
      one.update(MIRA, old -> old.with(token(MIRA, "at-2"), time.moment()));
      found(one, MIRA);
    }

    assertThat(told()).isEmpty();
  }

  @Test
  void closingBringsWhatWasMissed() {
    PartitionedCache one = process(store);
    store.failing(true);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.failing(false);
    time.advance(Duration.ofMinutes(1));

    one.close();

    assertThat(refreshTokens(process(store), MIRA)).containsExactly("rt-1");
  }

  @Test
  void whoHasToKnowIsTold() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.failing(true);

    assertThatThrownBy(() -> one.require(MIRA, old -> old.signedOutOf(APP)))
        .isInstanceOf(CacheException.class);
    assertThat(found(one, MIRA)).isNull();
    assertThatThrownBy(one::readAll).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> one.read(ODO)).isInstanceOf(CacheException.class);
  }

  @Test
  void aStoreThatCannotListSaysSoAndNeverAnswersInPart() {
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));
    store.lists(false);

    assertThatThrownBy(one::readAll)
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("listing()")
        .extracting(e -> ((CacheException) e).reason())
        .isEqualTo(CacheException.Reason.UNSUPPORTED);
    assertThatThrownBy(() -> one.remove(key -> true)).hasMessageContaining("listing()");
    assertThat(found(one, MIRA)).isEqualTo("at-1");
  }

  @Test
  void aStoreThatHangsIsLeftAtItsLimit() {
    CountDownLatch never = new CountDownLatch(1);
    TokenCacheStore hanging =
        (TokenCacheStore)
            Proxy.newProxyInstance(
                TokenCacheStore.class.getClassLoader(),
                new Class<?>[] {TokenCacheStore.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "layout" -> StoreLayout.PARTITIONED;
                      case "changeNotices", "lock", "listing" -> Optional.empty();
                      default -> {
                        never.await();
                        yield StoredPartition.absent();
                      }
                    });
    PartitionedCache one = process(hanging, Duration.ofMillis(50));

    assertThat(one.update(MIRA, old -> signedIn(old, MIRA))).isFalse();

    assertThat(found(one, MIRA)).isEqualTo("at-1");
    assertThat(told()).extracting(it -> it.failure().orElse("")).contains("UNAVAILABLE");
  }

  @Test
  void whatNobodyCanReadIsMovedAsideWhenItIsWrittenOver() {
    StoreKey key = StoreKeys.of(MIRA);
    store.overwrite(key, "{\"RefreshToken\": cut off".getBytes(UTF_8));
    PartitionedCache one = process(store);

    assertThat(found(one, MIRA)).isNull();
    assertThat(store.movedAside()).isEmpty();
    assertThat(one.update(MIRA, old -> signedIn(old, MIRA))).isTrue();

    assertThat(new String(store.movedAside().get(key), UTF_8)).contains("cut off");
    assertThat(found(process(store), MIRA)).isEqualTo("at-1");
  }

  // --- one for all ---

  @Test
  void whoHoldsThePartitionIsWaitedForAndThenFound() throws Exception {
    PartitionedCache one = process(store);
    PartitionedCache other = process(store);
    Deadline deadline = Deadline.after(Duration.ofSeconds(40), TimeSource.system());
    StoreLock.Held held = one.hold(MIRA, deadline, Cancellation.none());
    CountDownLatch waits = new CountDownLatch(1);

    Future<@Nullable String> late =
        threads.submit(
            () -> {
              waits.countDown();
              try (StoreLock.Held mine = other.hold(MIRA, deadline, Cancellation.none())) {
                AccessToken token = other.findAfresh(MIRA, WISH);
                return token == null ? null : token.result().accessToken().reveal();
              }
            });
    waits.await();
    one.update(MIRA, old -> signedIn(old, MIRA));
    held.close();

    assertThat(late.get(30, TimeUnit.SECONDS)).isEqualTo("at-1");
  }

  @Test
  void withoutALockEverybodyGoesOn() {
    store.failing(true);
    PartitionedCache one = process(store);
    one.update(MIRA, old -> signedIn(old, MIRA));

    try (StoreLock.Held held =
        one.hold(MIRA, Deadline.after(Duration.ofSeconds(1), time), Cancellation.none())) {
      assertThat(held).isNotNull();
    }
  }

  @Test
  void partitionsAreNamedApart() {
    assertThat(
            List.of(
                StoreKeys.of(MIRA),
                StoreKeys.of(new PartitionKey.App(APP, IDP, TENANT)),
                StoreKeys.of(new PartitionKey.App(new ClientId("a"), IDP, new Realm("ppt"))),
                StoreKeys.of(new PartitionKey.Obo(APP, "mira.t")),
                StoreKeys.of(new PartitionKey.Obo(new ClientId("appm"), "ira.t"))))
        .doesNotHaveDuplicates();
  }
}

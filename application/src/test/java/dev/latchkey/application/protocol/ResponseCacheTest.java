package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.FixedRandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {

  private static final URI TOKEN = URI.create("https://login.example.com/t/token");
  private static final URI METADATA = URI.create("https://login.example.com/t/metadata");
  private static final String BODY =
      "{\"error\":\"invalid_grant\",\"error_description\":\"mira@example.com has no consent\","
          + "\"suberror\":\"consent_required\",\"error_codes\":[65001],\"trace_id\":\"t-1\","
          + "\"claims\":\"{\\\"access_token\\\":{}}\",\"username\":\"mira\"}";

  private final ManualTimeSource time = new ManualTimeSource();
  private final Map<String, StoredResponse> map = new ConcurrentHashMap<>();

  private ResponseCache over(@Nullable HttpResponseStore store) {
    return new ResponseCache(
        store, ResiliencePolicy.standard(), Duration.ofSeconds(5), time, new FixedRandomSource());
  }

  private static HttpResponse answer(int status, String body) {
    return HttpResponse.of(status, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static FormBody form(String refreshToken) {
    return new FormBody()
        .set("client_id", "c")
        .set("grant_type", "refresh_token")
        .set("scope", "s")
        .set("refresh_token", refreshToken);
  }

  private static StoredResponse endingIn(ManualTimeSource time, int seconds) {
    return new StoredResponse(429, "", time.instant().plusSeconds(seconds));
  }

  @Test
  @Tag("W-21")
  void fullMemoryDropsWhatHasExpiredAndThenWhatEndsSoonest() {
    MemoryResponses memory = new MemoryResponses(time);
    for (int i = 1; i <= 2000; i++) {
      memory.put("k" + i, endingIn(time, 100 + i));
    }
    assertThat(memory.get("k976")).isEmpty();
    for (int i = 977; i <= 2000; i++) {
      assertThat(memory.get("k" + i)).as("live entry " + i).isPresent();
    }
    time.advance(Duration.ofSeconds(1100));
    memory.put("new", endingIn(time, 1));
    assertThat(memory.get("new")).as("soonest of all, but others are over").isPresent();
    assertThat(memory.get("k1001")).isPresent();
    assertThat(memory.get("k999")).isEmpty();
  }

  @Test
  @Tag("W-21")
  void memoryIsBoundedByWeightAsWell() {
    MemoryResponses memory = new MemoryResponses(time);
    String large = "x".repeat(256 << 10);
    for (int i = 1; i <= 100; i++) {
      memory.put("k" + i, new StoredResponse(200, large, time.instant().plusSeconds(i)));
    }
    long kept = 0;
    for (int i = 1; i <= 100; i++) {
      kept += memory.get("k" + i).isPresent() ? 1 : 0;
    }
    assertThat(kept).isEqualTo(32);
    assertThat(memory.get("k100")).isPresent();
    memory.remove("k100");
    assertThat(memory.get("k100")).isEmpty();
  }

  @Test
  @Tag("S-090")
  @Tag("W-21")
  void mapOfTheApplicationStaysWithinBounds() {
    ResponseCache cache = over(HttpResponseStore.over(map));
    for (int i = 1; i <= 1500; i++) {
      cache.learn(TOKEN, form("rt-" + i), "", answer(400, BODY));
      time.advance(Duration.ofMillis(10));
    }
    assertThat(map).hasSizeLessThanOrEqualTo(1025);
    assertThat(cache.refusalOf(TOKEN, form("rt-1500"), "")).isNotNull();
    assertThat(cache.refusalOf(TOKEN, form("rt-477"), "")).isNotNull();
    assertThat(cache.refusalOf(TOKEN, form("rt-476"), "")).isNull();
    time.advance(Duration.ofMinutes(2));
    cache.learn(TOKEN, form("another"), "", answer(400, BODY));
    assertThat(map).as("index and the one that lives").hasSize(2);
  }

  @Test
  @Tag("S-099")
  void whatTheApplicationKeepsNamesNobody() {
    ResponseCache cache = over(HttpResponseStore.over(map));
    FormBody form = form("0.ARwA-secret").set("username", "mira");
    cache.learn(TOKEN, form, "Basic x", answer(400, BODY));
    cache.learn(
        TOKEN,
        new FormBody().set("username", "mira").set("password", "pw"),
        "",
        answer(503, "<html>mira</html>"));
    assertThat(map.toString()).doesNotContain("mira", "0.ARwA", "consent;", "Basic", "pw");
    HttpResponse kept = cache.refusalOf(TOKEN, form, "Basic x");
    assertThat(kept).isNotNull();
    assertThat(kept.status()).isEqualTo(400);
    assertThat(kept.headers().first("retry-after")).contains("60");
    assertThat(kept.bodyText())
        .contains("invalid_grant", "consent_required", "65001", "t-1", "access_token")
        .doesNotContain("description");
  }

  @Test
  void inMemoryNothingIsLeftOut() {
    ResponseCache cache = over(null);
    cache.learn(TOKEN, form("a"), "", answer(400, BODY));
    HttpResponse kept = cache.refusalOf(TOKEN, form("a"), "");
    assertThat(kept).isNotNull();
    assertThat(kept.bodyText()).isEqualTo(BODY);
  }

  @Test
  void aNameCannotBeFoundByGuessing() {
    FormBody form = new FormBody().set("client_id", "c").set("scope", "s").set("username", "mira");
    ResponseCache one = over(HttpResponseStore.over(map));
    one.learn(TOKEN, form, "", answer(429, ""));
    assertThat(one.refusalOf(TOKEN, form, "")).isNotNull();
    ResponseCache other =
        new ResponseCache(
            HttpResponseStore.over(map),
            ResiliencePolicy.standard(),
            Duration.ofSeconds(5),
            time,
            new FixedRandomSource(7));
    assertThat(other.refusalOf(TOKEN, form, "")).isNull();
  }

  @Test
  void aDocumentIsGoodForADayAndBetterThanNothingForAWeek() {
    ResponseCache cache = over(HttpResponseStore.over(map));
    cache.keepDocument(METADATA, answer(200, "{}"));
    time.advance(Duration.ofDays(1).minusSeconds(1));
    assertThat(cache.document(METADATA)).isNotNull();
    time.advance(Duration.ofSeconds(1));
    assertThat(cache.document(METADATA)).isNull();
    assertThat(cache.staleDocument(METADATA)).isNotNull();
    time.advance(Duration.ofDays(6));
    assertThat(cache.staleDocument(METADATA)).isNull();
  }

  @Test
  void whatWasKeptByAClockThatRanAheadIsNotBelieved() {
    // L-10
    ResponseCache cache = over(HttpResponseStore.over(map));
    cache.keepDocument(METADATA, answer(200, "{}"));
    cache.learn(TOKEN, form("a"), "", answer(400, BODY));
    time.moveWallClock(Duration.ofDays(-3650));
    assertThat(cache.document(METADATA)).isNull();
    assertThat(cache.refusalOf(TOKEN, form("a"), "")).isNull();
  }

  @Test
  void onlyTextThatComesBackTheSameIsKept() {
    ResponseCache cache = over(null);
    cache.keepDocument(
        METADATA, HttpResponse.of(200, HttpHeaders.none(), new byte[] {(byte) 0xff, 0, 'x'}));
    assertThat(cache.document(METADATA)).isNull();
    cache.keepDocument(METADATA, answer(404, "{}"));
    assertThat(cache.document(METADATA)).isNull();
    cache.keepDocument(METADATA, answer(200, "x".repeat((256 << 10) + 1)));
    assertThat(cache.document(METADATA)).isNull();
  }

  @Test
  void aStoreThatFailsCostsNothing() {
    ResponseCache cache =
        over(
            new HttpResponseStore() {
              @Override
              public Optional<StoredResponse> get(String key) {
                throw new IllegalStateException("get");
              }

              @Override
              public void put(String key, StoredResponse response) {
                throw new IllegalStateException("put");
              }

              @Override
              public void remove(String key) {
                throw new IllegalStateException("remove");
              }
            });
    cache.keepDocument(METADATA, answer(200, "{}"));
    assertThat(cache.document(METADATA)).isNull();
    assertThat(cache.refusalOf(TOKEN, form("a"), "")).isNull();
  }

  @Test
  void anIndexOfNonsenseIsBegunAnew() {
    map.put(
        SharedResponses.INDEX,
        new StoredResponse(
            0, "x\n 5 y\n-1 z\n9999999999999999999 k\n12 latchkey-index\n1\n", time.instant()));
    ResponseCache cache = over(HttpResponseStore.over(map));
    cache.keepDocument(METADATA, answer(200, "{}"));
    assertThat(cache.document(METADATA)).isNotNull();
    assertThat(map).hasSize(2);
  }
}

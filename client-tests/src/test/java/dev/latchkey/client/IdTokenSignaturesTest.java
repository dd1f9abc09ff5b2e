package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.adapters.crypto.JoseCryptoProvider;
import dev.latchkey.application.idtoken.IdTokenSignatures;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.ProductHeaders;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.ResponseCache;
import dev.latchkey.application.protocol.SignInEndpoints;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.tck.FixedRandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of ID tokens, verified by the adapter with keys that are fetched as T-05 has it. */
@Tag("W-18")
@Timeout(60)
class IdTokenSignaturesTest {

  private static final IdTokenSigner RSA = new IdTokenSigner("RS256", "rsa");
  private static final IdTokenSigner PSS = new IdTokenSigner("PS256", "pss");
  private static final IdTokenSigner EC = new IdTokenSigner("ES256", "ec");
  private static final IdTokenSigner STRANGER = new IdTokenSigner("RS256", "rsa");
  private static final String PAYLOAD = "{\"sub\":\"Mira.Quist\"}";
  private static final URI KEYS = URI.create("https://id.example/keys");

  private final ManualTimeSource time = new ManualTimeSource();
  private final AtomicInteger fetches = new AtomicInteger();
  private final IdTokenSignatures signatures =
      new IdTokenSignatures(new JoseCryptoProvider().open().tokenVerifier(), time);

  private volatile int status = 200;
  private volatile String body = set(RSA, PSS, EC);

  @Test
  void takesWhatTheIssuerSignedAndFetchesOnce() {
    for (IdTokenSigner signer : List.of(RSA, PSS, EC, RSA)) {
      assertThatCode(() -> require(signer.sign(PAYLOAD))).doesNotThrowAnyException();
    }
    assertThat(fetches).hasValue(1);
  }

  static Stream<String> forgeries() {
    String good = RSA.sign(PAYLOAD);
    String[] parts = good.split("\\.", -1);
    return Stream.of(
        parts[0] + "." + IdTokenSigner.encoded("{\"sub\":\"other\"}") + "." + parts[2],
        parts[0] + "." + parts[1] + "." + EC.sign(PAYLOAD).split("\\.", -1)[2],
        parts[0] + "." + parts[1] + ".",
        STRANGER.sign(PAYLOAD),
        STRANGER.named("stranger").sign(PAYLOAD),
        STRANGER.sign("{\"alg\":\"RS256\",\"jwk\":" + STRANGER.jwk() + "}", PAYLOAD),
        RSA.sign("{\"alg\":\"none\",\"kid\":\"rsa\"}", PAYLOAD),
        RSA.sign("{\"alg\":\"HS256\",\"kid\":\"rsa\"}", PAYLOAD),
        RSA.sign("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", PAYLOAD),
        RSA.sign("{\"alg\":\"PS256\",\"kid\":\"rsa\"}", PAYLOAD),
        RSA.sign("{\"alg\":\"RS256\",\"kid\":1}", PAYLOAD),
        RSA.sign("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"crit\":[\"x\"]}", PAYLOAD));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void refusesWhatItDidNot(String forged) {
    assertThatThrownBy(() -> require(forged))
        .isInstanceOfSatisfying(
            IdTokenException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(IdTokenException.Reason.SIGNATURE);
              assertThat(e.now()).isEqualTo(time.instant());
              assertThat(e.claims()).isEmpty();
              assertThat(e.correlationId()).isPresent();
              assertThat(e.getMessage()).doesNotContain("eyJ", "Mira");
            });
    assertThat(fetches).hasValue(1);
  }

  @Test
  void findsANewKeyFiveMinutesAfterTheLastFetch() {
    require(RSA.sign(PAYLOAD));
    body = set(RSA.named("new"));
    String token = RSA.named("new").sign(PAYLOAD);

    time.advance(Duration.ofMinutes(5).minusSeconds(1));
    assertThatThrownBy(() -> require(token)).isInstanceOf(IdTokenException.class);
    assertThat(fetches).hasValue(1);

    time.advance(Duration.ofSeconds(2));
    assertThatCode(() -> require(token)).doesNotThrowAnyException();
    assertThat(fetches).hasValue(2);
  }

  @Test
  void stormOfUnknownKeysFetchesOnceInFiveMinutes() {
    require(EC.sign(PAYLOAD));
    String rest = EC.sign(PAYLOAD).replaceFirst("^[^.]+", "");
    for (int minute = 0; minute < 20; minute++) {
      time.advance(Duration.ofMinutes(1));
      for (int i = 0; i < 500; i++) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"" + minute + "-" + i + "\"}";
        assertThatThrownBy(() -> require(IdTokenSigner.encoded(header) + rest))
            .isInstanceOf(IdTokenException.class);
      }
    }

    assertThat(fetches.get()).isBetween(4, 5);
    assertThatCode(() -> require(EC.sign(PAYLOAD))).doesNotThrowAnyException();
  }

  @Test
  void manyAtOnceFetchOnce() throws Exception {
    String token = EC.sign(PAYLOAD);
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  require(token);
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void forgetsKeysAfterADay() {
    require(RSA.sign(PAYLOAD));
    body = set(EC);
    time.advance(Duration.ofDays(1).plusSeconds(1));

    assertThatThrownBy(() -> require(RSA.sign(PAYLOAD))).isInstanceOf(IdTokenException.class);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void failedFetchLeavesKnownKeysAlone() {
    require(RSA.sign(PAYLOAD));
    status = 503;
    time.advance(Duration.ofMinutes(6));

    String unknown = RSA.named("unknown").sign(PAYLOAD);
    assertThatThrownBy(() -> require(unknown))
        .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.isTransient()).isTrue());
    assertThatThrownBy(() -> require(unknown)).isInstanceOf(IdTokenException.class);
    assertThatCode(() -> require(RSA.sign(PAYLOAD))).doesNotThrowAnyException();
    assertThat(fetches).hasValue(2);
  }

  static Stream<String> uselessSets() {
    String hundredAndOne =
        IntStream.range(0, 101).mapToObj(it -> EC.jwk()).collect(Collectors.joining(","));
    return Stream.of(
        "",
        "<html>",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[" + hundredAndOne + "]}",
        "{\"keys\":[" + EC.jwk() + "],\"keys\":[]}",
        set(EC) + " ".repeat(256 << 10));
  }

  @ParameterizedTest
  @MethodSource("uselessSets")
  void saysWhereKeysCannotBeHad(String set) {
    body = set;

    assertThatThrownBy(() -> require(EC.sign(PAYLOAD)))
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith("the key set of the issuer at id.example cannot be had: ");
  }

  @Test
  void takesAsManyKeysAsAreAllowed() {
    body =
        "{\"keys\":["
            + IntStream.range(0, 99)
                .mapToObj(it -> EC.named("k" + it).jwk())
                .collect(Collectors.joining(","))
            + ","
            + RSA.jwk()
            + "]}";

    assertThatCode(() -> require(RSA.sign(PAYLOAD))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 404, 500})
  void everyOtherStatusIsNoKeySet(int other) {
    status = other;

    assertThatThrownBy(() -> require(EC.sign(PAYLOAD)))
        .isInstanceOf(ServiceException.class)
        .hasMessageEndingWith("status " + other);
  }

  @Test
  void saysWhereMetadataNamesNoKeys() {
    assertThatThrownBy(
            () -> signatures.require(Secret.of(EC.sign(PAYLOAD)), endpoints(null), conversation()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("jwks_uri");
  }

  private void require(String token) {
    signatures.require(Secret.of(token), endpoints(KEYS), conversation());
  }

  private static Endpoints endpoints(@Nullable URI keys) {
    URI token = URI.create("https://id.example/token");
    Authority authority = Authority.oidc(URI.create("https://id.example"));
    return new Endpoints(
        authority,
        token,
        token,
        authority.realm(),
        null,
        Set.of(),
        "https://id.example",
        keys,
        null,
        new SignInEndpoints(null, null, null, null, false));
  }

  private Conversation conversation() {
    HttpTransport transport =
        (request, deadline, cancellation) -> {
          assertThat(request.uri()).isEqualTo(KEYS);
          fetches.incrementAndGet();
          return HttpResponse.of(status, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
        };
    Wire wire =
        new Wire(
            transport,
            ResiliencePolicy.bare(),
            new ResponseCache(
                null,
                ResiliencePolicy.bare(),
                Duration.ofSeconds(5),
                time,
                new FixedRandomSource()),
            time,
            new FixedRandomSource(),
            ProductHeaders.of("1", "os", null, null));
    RequestContext context =
        new RequestContext(
            new CorrelationId(new UUID(1, 2)), Deadline.after(Duration.ofSeconds(30), time));
    return wire.converse(context, Cancellation.none(), () -> {});
  }

  private static String set(IdTokenSigner... signers) {
    return "{\"keys\":["
        + Arrays.stream(signers).map(IdTokenSigner::jwk).collect(Collectors.joining(","))
        + "]}";
  }
}

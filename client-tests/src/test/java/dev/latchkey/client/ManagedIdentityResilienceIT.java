package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.CircuitPolicy;
import dev.latchkey.application.request.Destination;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AzureHost.Kind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.tck.MemoryTokenCacheStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What managed identity does about hosts that fail, and where it keeps what they say. */
class ManagedIdentityResilienceIT {

  private final Map<String, StoredResponse> map = new ConcurrentHashMap<>();

  private static Fault busy(int status, Map<String, String> fields) {
    return Fault.status(status, "{\"error\":\"busy\",\"error_description\":\"mira\"}", fields);
  }

  private static ServiceException refused(ManagedIdentityClient client) {
    return catchThrowableOfType(
        ServiceException.class, () -> client.acquireForResource(Hosted.REQUEST));
  }

  @Test
  @Tag("S-298")
  void aThrottledAnswerIsRememberedInTheGivenMapAndSparesRequests() {
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE);
        ManagedIdentityClient client =
            hosted
                .client()
                .retry(RetryPolicy.none())
                .httpCache(HttpResponseStore.over(map))
                .build()) {
      hosted.host.faults().next(busy(429, Map.of("Retry-After", "12")));

      assertThat(refused(client).isReplayed()).isFalse();
      assertThat(map.keySet()).anyMatch(it -> it.startsWith("throttle app-service "));
      assertThat(map.values()).noneMatch(it -> it.body().contains("mira"));

      hosted.time.advance(Duration.ofSeconds(5));
      ServiceException again = refused(client);
      assertThat(again.isReplayed()).isTrue();
      assertThat(again.status()).hasValue(429);
      assertThat(again.attempts()).isZero();
      assertThat(again.retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(again.error().orElseThrow().code()).isEqualTo(new OAuthErrorCode("busy"));
      assertThat(hosted.requests()).hasSize(1);

      hosted.time.advance(Duration.ofSeconds(7));
      assertThat(client.acquireForResource(Hosted.REQUEST).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  @Tag("S-298")
  void aSecondClientOverTheSameMapLeavesTheHostAloneToo() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient one =
            hosted
                .client()
                .retry(RetryPolicy.none())
                .httpCache(HttpResponseStore.over(map))
                .build();
        ManagedIdentityClient other =
            hosted.client().httpCache(HttpResponseStore.over(map)).build()) {
      hosted.host.faults().next(busy(503, Map.of("Server", "IMDS/1")));

      refused(one);
      assertThat(refused(other).isReplayed()).isTrue();
      assertThat(hosted.requests()).hasSize(1);
    }
  }

  @Test
  @Tag("S-298")
  void neitherATokenNorARefusalThatIsFinalIsKept() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted.client().httpCache(HttpResponseStore.over(map)).build()) {
      hosted.host.faults().next(busy(400, Map.of("Server", "IMDS/1")));

      refused(client);
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.requests()).hasSize(2);
      assertThat(map).isEmpty();
    }
  }

  @Test
  @Tag("S-298")
  void theKeptAnswersAreFinite() {
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE);
        ManagedIdentityClient client =
            hosted
                .client()
                .http(
                    (request, deadline, cancellation) ->
                        dev.latchkey.spi.http.HttpResponse.of(
                            503,
                            dev.latchkey.spi.http.HttpHeaders.none().with("retry-after", "600"),
                            new byte[] {'{', '}'}))
                .httpCache(HttpResponseStore.over(map))
                .build()) {
      for (int i = 0; i < 1100; i++) {
        ResourceRequest each = ResourceRequest.of("https://resource-" + i);
        assertThatExceptionOfType(ServiceException.class)
            .isThrownBy(() -> client.acquireForResource(each));
      }
      assertThat(map).hasSizeLessThanOrEqualTo(1025).hasSizeGreaterThan(1000);
    }
  }

  @Test
  void aHostThatDoesNotSayIsLeftAloneForFiveSecondsAfterAllRepeats() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().build()) {
      hosted.host.faults().always(busy(500, Map.of("Server", "IMDS/1")));

      refused(client);
      assertThat(hosted.requests()).hasSize(4);
      assertThat(refused(client).isReplayed()).isTrue();
      assertThat(hosted.requests()).hasSize(4);
      ServiceException challenged =
          catchThrowableOfType(
              ServiceException.class,
              () -> client.acquireForResource(Hosted.REQUEST.claims("{\"access_token\":{}}")));
      assertThat(challenged.isReplayed()).isTrue();

      hosted.time.advance(Duration.ofSeconds(5));
      assertThat(refused(client).isReplayed()).isFalse();
    }
  }

  @Test
  void whoDoesNotWantToWaitSwitchesThatOff() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted
                .client()
                .resilience(
                    ResiliencePolicy.standard()
                        .retry(RetryPolicy.none())
                        .throttle(ThrottlePolicy.none()))
                .build()) {
      hosted.host.faults().next(busy(500, Map.of("Server", "IMDS/1")));

      refused(client);
      assertThat(client.acquireForResource(Hosted.REQUEST).httpCalls()).isEqualTo(1);
    }
  }

  @Test
  void thePolicyOfTheDestinationSaysHowOftenAndHowLong() {
    ResiliencePolicy policy =
        ResiliencePolicy.standard()
            .retry(Destination.IMDS, RetryPolicy.imds().retries(1).delay(Duration.ofSeconds(20)))
            .retry(Destination.MANAGED_IDENTITY, RetryPolicy.none());
    for (Kind kind : List.of(Kind.VIRTUAL_MACHINE, Kind.APP_SERVICE)) {
      try (Hosted hosted = new Hosted(kind);
          ManagedIdentityClient client = hosted.client().resilience(policy).build()) {
        hosted.host.faults().always(busy(500, Map.of("Server", "IMDS/1")));

        refused(client);
        assertThat(hosted.requests()).hasSize(kind == Kind.APP_SERVICE ? 1 : 2);
        assertThat(hosted.time.sleeps())
            .hasSize(kind == Kind.APP_SERVICE ? 0 : 1)
            .allMatch(it -> it.compareTo(Duration.ofSeconds(16)) >= 0)
            .allMatch(it -> it.compareTo(Duration.ofSeconds(24)) <= 0);
      }
    }
  }

  @Test
  void aPolicyThatDoesNotWaitForRetryAfterGivesTheAnswerToTheCaller() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted.client().retry(RetryPolicy.imds().waitsForRetryAfter(false)).build()) {
      hosted.host.faults().next(Fault.retryAfter("17"));

      assertThat(refused(client).retryAfter()).contains(Duration.ofSeconds(17));
      assertThat(hosted.time.sleeps()).isEmpty();
    }
  }

  @Test
  void aHostThatIsDeadIsLeftAloneAndTriedAgainAfterThePause() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    MapEnvironment dead =
        MapEnvironment.empty()
            .withVariable("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:" + port);
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted
                .client()
                .environment(dead)
                .resilience(
                    ResiliencePolicy.standard()
                        .retry(RetryPolicy.none())
                        .circuit(CircuitPolicy.after(2, Duration.ofSeconds(10))))
                .build()) {
      assertThat(why(client)).isEqualTo(TransportException.Reason.NOT_CONNECTED);
      assertThat(why(client)).isEqualTo(TransportException.Reason.NOT_CONNECTED);
      assertThat(why(client)).isEqualTo(TransportException.Reason.CIRCUIT_OPEN);
      hosted.time.advance(Duration.ofSeconds(10));
      assertThat(why(client)).isEqualTo(TransportException.Reason.NOT_CONNECTED);
    }
  }

  private static TransportException.Reason why(ManagedIdentityClient client) {
    return catchThrowableOfType(
            TransportException.class, () -> client.acquireForResource(Hosted.REQUEST))
        .reason();
  }

  @Test
  @Tag("S-297")
  void clientsShareATokenCacheAndIdentitiesDoNot() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        TokenCache cache = TokenCache.inMemory();
        ManagedIdentityClient one = hosted.client().tokenCache(cache).build();
        ManagedIdentityClient same = hosted.client().tokenCache(cache).build();
        ManagedIdentityClient other =
            hosted
                .client(ManagedIdentityId.clientId(Hosted.OTHER.clientId()))
                .tokenCache(cache)
                .build()) {
      TokenResult first = one.acquireForResource(Hosted.REQUEST);
      TokenResult second = same.acquireForResource(Hosted.REQUEST);
      TokenResult third = other.acquireForResource(Hosted.REQUEST);

      assertThat(second.source()).isEqualTo(TokenSource.CACHE);
      assertThat(second.accessToken()).isEqualTo(first.accessToken());
      assertThat(third.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(hosted.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  @Tag("S-297")
  void aTokenInAStoreOutlivesTheProcess(StoreLayout layout) {
    MemoryTokenCacheStore store = new MemoryTokenCacheStore(layout);
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE)) {
      TokenResult first;
      try (ManagedIdentityClient one =
          hosted.client().tokenCacheStore(store, CacheProtection.plaintext()).build()) {
        first = one.acquireForResource(Hosted.REQUEST);
        assertThat(first.stored()).isTrue();
      }
      try (ManagedIdentityClient next =
          hosted.client().tokenCacheStore(store, CacheProtection.plaintext()).build()) {
        TokenResult second = next.acquireForResource(Hosted.REQUEST);
        assertThat(second.source()).isEqualTo(TokenSource.CACHE);
        assertThat(second.accessToken()).isEqualTo(first.accessToken());
      }
      assertThat(hosted.requests()).hasSize(1);
    }
  }
}

package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.tck.MemoryTokenCacheStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of several processes over one store, through public API alone. */
class SharedStoreTest {

  private final MemoryTokenCacheStore store = new MemoryTokenCacheStore(StoreLayout.PARTITIONED);
  private final AtomicInteger sent = new AtomicInteger();

  private final HttpTransport endpoint =
      (request, deadline, cancellation) -> {
        String path = request.uri().getPath();
        String body =
            path.contains("openid-configuration")
                ? "{\"issuer\":\"https://login.microsoftonline.com/%s/v2.0\",\"token_endpoint\":\"https://login.microsoftonline.com/%s/oauth2/v2.0/token\",\"authorization_endpoint\":\"https://login.microsoftonline.com/%s/oauth2/v2.0/authorize\",\"jwks_uri\":\"https://login.microsoftonline.com/%s/discovery/v2.0/keys\"}"
                    .formatted(Answers.TENANT, Answers.TENANT, Answers.TENANT, Answers.TENANT)
                : Answers.app("AT-" + sent.incrementAndGet());
        return HttpResponse.of(200, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
      };

  private ConfidentialClient daemon(TokenCacheStore over, CacheProtection protection) {
    return ConfidentialClient.builder(Answers.CLIENT, ClientCredential.secret("s"))
        .authority(Answers.ENTRA)
        .http(endpoint)
        .tokenCacheStore(over, protection)
        .build();
  }

  private static CacheKeySource keys() {
    CacheKey key = CacheKey.of("k1", new SecretKeySpec(new byte[32], "AES"));
    return new CacheKeySource() {
      @Override
      public CacheKey primary() {
        return key;
      }

      @Override
      public Optional<CacheKey> byId(String id) {
        return id.equals("k1") ? Optional.of(key) : Optional.empty();
      }
    };
  }

  @ParameterizedTest
  @EnumSource(StoreLayout.class)
  void aTokenOutlivesTheClientThatGotIt(StoreLayout layout) {
    MemoryTokenCacheStore shared = new MemoryTokenCacheStore(layout);
    CacheProtection protection = CacheProtection.encrypted(keys());
    try (ConfidentialClient one = daemon(shared, protection)) {
      TokenResult token = one.acquireForClient(ClientRequest.of(Answers.GRAPH));
      assertThat(token.stored()).isTrue();
      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }

    try (ConfidentialClient other = daemon(shared, protection)) {
      assertThat(other.acquireForClient(ClientRequest.of(Answers.GRAPH)).source())
          .isEqualTo(TokenSource.CACHE);
    }

    assertThat(sent).hasValue(1);
    assertThat(shared.content().values())
        .allSatisfy(
            bytes ->
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                    .doesNotContain("AT-1", Answers.TENANT, Answers.CLIENT));
  }

  @Test
  void manyProcessesSendOneRequest() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<ConfidentialClient> processes = new ArrayList<>();
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<TokenResult>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        ConfidentialClient process = daemon(store, CacheProtection.plaintext());
        processes.add(process);
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  return process.acquireForClient(ClientRequest.of(Answers.GRAPH));
                }));
      }
      start.countDown();
      for (Future<TokenResult> call : calls) {
        assertThat(call.get(50, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("AT-1");
      }
    } finally {
      threads.shutdownNow();
      processes.forEach(ConfidentialClient::close);
    }
    assertThat(sent).hasValue(1);
  }

  @Test
  void aStoreThatFailsFailsNoAcquisition() {
    store.failing(true);
    try (ConfidentialClient client = daemon(store, CacheProtection.plaintext())) {
      TokenResult token = client.acquireForClient(ClientRequest.of(Answers.GRAPH));
      assertThat(token.stored()).isFalse();
      assertThat(client.acquireForClient(ClientRequest.of(Answers.GRAPH)).source())
          .isEqualTo(TokenSource.CACHE);
      assertThatThrownBy(client::accounts).isInstanceOf(CacheException.class);
    }
  }

  @Test
  @Tag("S-263")
  void oneCacheOverAStoreServesSeveralClients() {
    try (TokenCache cache = TokenCache.over(store, CacheProtection.encrypted(keys()))) {
      cache.add(Answers.userEvent("AT-user"));
      try (PublicClient client = TokenCacheTest.client(cache, Answers.CLIENT)) {
        assertThat(TokenCacheTest.silently(client)).isEqualTo("AT-user");
        Account account = client.accounts(Answers.NAME).get(0);
        client.removeAccount(account);
        assertThat(client.findSilently(SilentRequest.of(List.of("User.Read"), account))).isEmpty();
      }
    }
    assertThat(store.content()).isEmpty();
  }

  @Test
  void twoFunctionsAreAStore() {
    AtomicReference<byte[]> kept = new AtomicReference<>();
    TokenCacheStore blob = TokenCacheStore.singleBlob(kept::get, kept::set);
    try (ConfidentialClient client = daemon(blob, CacheProtection.plaintext())) {
      client.acquireForClient(ClientRequest.of(Answers.GRAPH));
    }

    assertThat(new String(kept.get(), StandardCharsets.UTF_8)).contains("\"AT-1\"");
    SerializableTokenCache text = SerializableTokenCache.create();
    text.deserialize(new String(kept.get(), StandardCharsets.UTF_8));
    try (ConfidentialClient client = TokenCacheTest.daemon(text)) {
      assertThat(client.acquireForClient(ClientRequest.of(Answers.GRAPH)).accessToken().reveal())
          .isEqualTo("AT-1");
    }
  }

  @Test
  void aStoreThatIsNotOnThePathIsNamed() {
    assertThatThrownBy(
            () ->
                ConfidentialClient.builder(Answers.CLIENT, ClientCredential.secret("s"))
                    .http(endpoint)
                    .tokenCacheStore("no-such-store", Map.of(), CacheProtection.plaintext())
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no-such-store");
  }
}

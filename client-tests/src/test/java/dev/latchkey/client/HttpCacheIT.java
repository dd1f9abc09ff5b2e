package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.adapters.http.cache.HttpCacheFileProvider;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that spare a request: what is kept, where, and for how long. */
class HttpCacheIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private final House house = new House();
  private final Map<String, StoredResponse> map = new ConcurrentHashMap<>();
  private final List<String> written = new CopyOnWriteArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    house.close();
  }

  private int discoveries() {
    return house.sandbox.requests().count(EndpointKind.METADATA);
  }

  private void run(ConfidentialClient.Builder builder) {
    try (ConfidentialClient client = builder.build()) {
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
  }

  private ConfidentialClient.Builder over(Path file) {
    return house.client().httpCache("file", Map.of("path", file.toString()));
  }

  @Test
  @Tag("S-090")
  @Tag("S-091")
  void clientsThatShareAMapDiscoverOnce() {
    run(house.client().httpCache(HttpResponseStore.over(map)));
    assertThat(discoveries()).isEqualTo(1);
    assertThat(map).as("the document, and the list of what is there").hasSize(2);
    assertThat(map.values()).anySatisfy(it -> assertThat(it.body()).contains("token_endpoint"));
    run(house.client().httpCache(HttpResponseStore.over(map)));
    assertThat(discoveries()).isEqualTo(1);
  }

  // Text has no clock but the machine's.
  private ConfidentialClient.Builder keeping(TokenCache tokens) {
    return house
        .client()
        .timeSource(TimeSource.system())
        .httpCache(HttpResponseStore.over(map))
        .tokenCache(tokens);
  }

  @Test
  @Tag("S-097")
  void itStandsBesideATokenCacheThatIsKeptAsWell() {
    SerializableTokenCache first = SerializableTokenCache.create();
    run(keeping(first));

    SerializableTokenCache second = SerializableTokenCache.create();
    second.deserialize(first.serialize().reveal());
    try (ConfidentialClient client = keeping(second).build()) {
      assertThat(client.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);
      assertThat(client.acquireForClient(REQUEST.forceRefresh(true)).httpCalls()).isEqualTo(1);
    }
    assertThat(discoveries()).isEqualTo(1);
    assertThat(house.tokenCount()).isEqualTo(2);
    assertThat(map.values()).noneSatisfy(it -> assertThat(it.body()).contains("access_token"));
  }

  @Test
  @Tag("S-092")
  void withoutAStoreMemoryDoesTheSame() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.retryAfter("30"));
    try (ConfidentialClient client = house.client().build()) {
      ServiceException first = failure(client);
      assertThat(first.isReplayed()).isFalse();
      assertThat(first.attempts()).isEqualTo(1);
      house.time.advance(Duration.ofSeconds(20));
      ServiceException again = failure(client);
      assertThat(again.isReplayed()).isTrue();
      assertThat(again.attempts()).isZero();
      assertThat(again.httpCalls()).isZero();
      assertThat(again.status()).hasValue(429);
      assertThat(again.retryAfter()).contains(Duration.ofSeconds(10));
      assertThat(house.tokenCount()).isEqualTo(1);
      house.time.advance(Duration.ofSeconds(10));
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(1);
    }
  }

  private static ServiceException failure(ConfidentialClient client) {
    ServiceException e =
        catchThrowableOfType(
            ServiceException.class, () -> client.acquireForClient(REQUEST.forceRefresh(true)));
    assertThat(e).isNotNull();
    return e;
  }

  @Test
  void aRefusalInAMapIsRespectedByTheNextClient() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.retryAfter("30"));
    for (int i = 0; i < 2; i++) {
      try (ConfidentialClient client =
          house.client().httpCache(HttpResponseStore.over(map)).build()) {
        assertThat(failure(client).isReplayed()).isEqualTo(i == 1);
      }
    }
    assertThat(house.tokenCount()).isEqualTo(1);
  }

  @Test
  @Tag("S-093")
  @Tag("S-094")
  void aFileIsReadAtTheStartAndWrittenAtTheEnd() throws IOException {
    Path file = folder.resolve("program.http_cache");
    try (ConfidentialClient client = over(file).build()) {
      client.acquireForClient(REQUEST);
      try (var files = Files.list(folder)) {
        assertThat(files).as("before the end").isEmpty();
      }
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    run(over(file));
    assertThat(discoveries()).isEqualTo(1);
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      run(house.client().httpCache(store));
    }
    assertThat(discoveries()).isEqualTo(1);
  }

  @Test
  @Tag("S-095")
  void aDamagedFileMeansAnEmptyCache() throws IOException {
    Path file = folder.resolve("program.http_cache");
    for (String garbage : List.of("", "{", "LKHC", "\u0000".repeat(4096), "garbage ".repeat(999))) {
      Files.deleteIfExists(file);
      Files.writeString(file, garbage, StandardCharsets.UTF_8);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      house.sandbox.requests().clear();
      run(over(file));
      assertThat(discoveries()).isEqualTo(1);
      run(over(file));
      assertThat(discoveries()).isEqualTo(1);
    }
  }

  @Test
  @Tag("S-096")
  void oneProcessMayWriteOverTheOthers() {
    Path file = folder.resolve("program.http_cache");
    try (ConfidentialClient one = over(file).build();
        ConfidentialClient other =
            over(file).authority(Authority.entra(Cloud.PUBLIC, "fabrikam.example")).build()) {
      one.acquireForClient(REQUEST);
      other.acquireForClient(REQUEST);
    }
    assertThat(discoveries()).isEqualTo(2);
    // The one that ended last is kept; the other's is learnt again, and from then on both.
    run(over(file));
    run(over(file).authority(Authority.entra(Cloud.PUBLIC, "fabrikam.example")));
    assertThat(discoveries()).isEqualTo(3);
    run(over(file));
    run(over(file).authority(Authority.entra(Cloud.PUBLIC, "fabrikam.example")));
    assertThat(discoveries()).isEqualTo(3);
  }

  @Test
  @Tag("S-098")
  void docsTellWhatNotToShare() throws IOException {
    assertThat(Files.readString(Path.of("../docs/http-cache.md")))
        .contains("## Sharing", "no need to share one among applications", "no encryption");
  }

  @Test
  void metadataOutlivesAnOutage() {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      house.time.advance(Duration.ofHours(25));
      house.sandbox.faults().on(EndpointKind.METADATA).always(Fault.status(503));
      // Asked once, for there is what it said before; and not again for a while.
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(2);
      assertThat(client.acquireForClient(REQUEST.forceRefresh(true)).httpCalls()).isEqualTo(1);
    }
    house.sandbox.faults().clear();
    try (ConfidentialClient client =
        house
            .client()
            .resilience(ResiliencePolicy.standard().staleIfError(Duration.ZERO))
            .build()) {
      client.acquireForClient(REQUEST);
      house.time.advance(Duration.ofHours(25));
      house.sandbox.faults().on(EndpointKind.METADATA).always(Fault.status(503));
      assertThat(failure(client).status()).hasValue(503);
    }
  }

  @Test
  @Tag("S-099")
  void noFlowLeavesATokenOrANameBehind() {
    try (Delegation there = new Delegation();
        PublicClient program = options(PublicClient.builder(House.CLIENT_ID), there).build();
        ConfidentialClient middle =
            options(
                    ConfidentialClient.builder(
                        Delegation.MIDDLE, ClientCredential.secret(House.SECRET)),
                    there)
                .build()) {
      Secret caller = there.callerToken(Delegation.JON);
      TokenResult mira =
          program.acquireByPassword(
              PasswordRequest.of(List.of("User.Read"), Delegation.MIRA, "password".toCharArray()));
      TokenResult federated =
          program.acquireByPassword(
              PasswordRequest.of(
                  List.of("User.Read"),
                  Delegation.FEDERATED,
                  Delegation.FEDERATED_PASSWORD.toCharArray()));
      OnBehalfOfRequest exchange = OnBehalfOfRequest.of(List.of("User.Read"), caller);
      TokenResult jon = middle.acquireOnBehalfOf(exchange);
      TokenResult app = middle.acquireForClient(REQUEST);
      for (Fault fault :
          List.of(
              Fault.oauthError("invalid_grant", "user " + Delegation.MIRA + " is locked", 50053),
              Fault.status(503, "<html>" + Delegation.JON + "</html>", Map.of()),
              Fault.retryAfter(429, "60"))) {
        there.house.sandbox.faults().on(EndpointKind.TOKEN).always(fault);
        fails(
            () ->
                program.acquireSilently(
                    SilentRequest.of(List.of("User.Read"), mira.account().orElseThrow())
                        .forceRefresh(true)));
        fails(
            () ->
                program.acquireByPassword(
                    PasswordRequest.of(
                        List.of("User.Read"), Delegation.JON, "wrong password".toCharArray())));
        fails(() -> middle.acquireOnBehalfOf(exchange.forceRefresh(true)));
        fails(() -> middle.acquireForClient(REQUEST.forceRefresh(true)));
        there.time.advance(Duration.ofMinutes(2));
      }
      there.house.sandbox.faults().clear();
      there.house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.retryAfter("1"));
      fails(
          () ->
              program.acquireByDeviceCode(
                  DeviceCodeRequest.of(List.of("User.Read")), flow -> flow.end()));

      assertThat(written).hasSizeGreaterThan(10);
      String everything = written.toString();
      for (TokenResult result : List.of(mira, federated, jon, app)) {
        assertThat(everything).doesNotContain(result.accessToken().reveal());
        result.idToken().ifPresent(it -> assertThat(everything).doesNotContain(it.reveal()));
      }
      assertThat(everything)
          .doesNotContain(Delegation.MIRA, Delegation.JON, Delegation.FEDERATED)
          .doesNotContain("mira", "jon@", "wrong password", House.SECRET, caller.reveal());
    }
  }

  private <B extends ClientBuilder<B>> B options(B builder, Delegation there) {
    return builder
        .authority(Authority.entra(Cloud.PUBLIC, Delegation.TENANT))
        .httpProvider("apache")
        .http(there.house.http())
        .timeSource(there.time)
        .httpCache(
            HttpResponseStore.over(
                new ConcurrentHashMap<>() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  public StoredResponse put(String key, StoredResponse response) {
                    written.add(key + " " + response);
                    return super.put(key, response);
                  }
                }));
  }

  private static void fails(ThrowingCallable call) {
    assertThat(catchThrowableOfType(TokenException.class, call)).isNotNull();
  }
}
